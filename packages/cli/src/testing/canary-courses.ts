import type { Step } from './courses.ts'

const AT = '2026-01-01T00:00:10.000Z'

/** A wave as the server tells it. */
const wave = (number: number, percent: number, more: object = {}) => ({
  wave: number,
  percent,
  bake: 600,
  success: 0.9,
  error: 0.05,
  approval: false,
  status: 'pending',
  members: 10 * percent,
  online: 10 * percent,
  underWay: 0,
  succeeded: 0,
  failed: 0,
  waiting: 0,
  incompatible: 0,
  ...more,
})

const passed = (value: number, samples: number) => ({ kind: 'passed', value, threshold: 0.9, samples })

const FIRST = wave(1, 5, { status: 'passed', succeeded: 49, failed: 1, verdict: passed(0.98, 50) })
const REST = wave(2, 100, { waiting: 950 })

const BEGUN: Step[] = [
  { status: 'deploying', phase: 'spreading', strategy: 'canary', wave: 1, waveCount: 2 },
  { waves: [wave(1, 5, { status: 'open', waiting: 50 }), REST] },
  { waves: [wave(1, 5, { status: 'open', waiting: 30, underWay: 18, succeeded: 1 }), REST] },
]

/** Lives of deployments in waves, or on a preview, as the server tells them to somebody who asks again and again. */
export const CANARY_COURSES = {
  canary: [
    ...BEGUN,
    // Too little for a line of its own: one more of fifty.
    { waves: [wave(1, 5, { status: 'open', waiting: 30, underWay: 17, succeeded: 2 }), REST] },
    {
      phase: 'baking',
      until: '2026-01-01T00:20:00.000Z',
      waves: [wave(1, 5, { status: 'baking', succeeded: 49, failed: 1, verdict: passed(0.98, 50) }), REST],
    },
    {
      phase: 'spreading',
      wave: 2,
      until: undefined,
      waves: [FIRST, wave(2, 100, { status: 'open', succeeded: 312, failed: 3, underWay: 40, waiting: 645 })],
    },
    {
      status: 'success',
      phase: 'success',
      healthCheckPassed: true,
      waves: [FIRST, wave(2, 100, { status: 'passed', succeeded: 997, failed: 3 })],
    },
  ],
  gated: [...BEGUN, { phase: 'gated', waves: [FIRST, { ...REST, approval: true }] }],
  braked: [
    ...BEGUN,
    {
      brake: { at: AT, wave: 1, errors: 7, samples: 40, value: 0.0986, threshold: 0.05, action: 'pause' },
      waves: [
        wave(1, 5, {
          status: 'open',
          succeeded: 33,
          failed: 7,
          underWay: 2,
          verdict: { kind: 'errors', value: 0.0986, threshold: 0.05, samples: 40 },
        }),
        REST,
      ],
    },
  ],
  inconclusive: [
    ...BEGUN,
    {
      paused: { at: AT, why: 'inconclusive', detail: '2 of 5 samples' },
      waves: [
        wave(1, 5, {
          status: 'open',
          succeeded: 2,
          online: 2,
          verdict: { kind: 'inconclusive', value: 1, threshold: 0.9, samples: 2 },
        }),
        REST,
      ],
    },
  ],
  preview: [
    { status: 'deploying', phase: 'checking', strategy: 'blue-green' },
    { phase: 'previewing', previewUrl: 'http://preview.panel.test/' },
  ],
  switched: [
    { status: 'deploying', phase: 'settling' },
    { status: 'success', phase: 'success', healthCheckPassed: true },
  ],
} satisfies Record<string, Step[]>
