/** What changes with one step of a deployment; rows of its records are added. */
export interface Step {
  status?: string
  phase?: string
  reason?: string
  detail?: string
  healthCheckPassed?: boolean | null
  strategy?: string
  startAt?: string
  wave?: number
  waveCount?: number
  waves?: object[]
  /** `undefined`: not any more. */
  until?: string | undefined
  brake?: object
  paused?: object
  previewUrl?: string
  checks?: object[]
  output?: object[]
}

const AT = '2026-01-01T00:00:10.000Z'

const line = (step: string, text: string, stream = 'stdout') => ({ at: AT, step, stream, text })

const check = (verdict: string, attempt: number, more: object = {}) => ({
  round: 'forward',
  attempt,
  target: 'http://panel.test/health',
  must: true,
  verdict,
  ...(verdict === 'unmeasured' ? { detail: 'ENOTFOUND' } : { status: verdict === 'healthy' ? 200 : 503 }),
  latency: 12.4,
  at: AT,
  ...more,
})

const DEPLOYED: Step[] = [
  { status: 'deploying', phase: 'preparing' },
  { phase: 'deploying', output: [line('deploy', 'Pulling panel'), line('deploy', 'slow disk', 'stderr')] },
  { phase: 'settling', output: [line('deploy', 'Started')] },
]

const UNHEALTHY: Step[] = [
  ...DEPLOYED,
  { phase: 'checking', checks: [check('unhealthy', 1, { excerpt: 'no database' })] },
  { checks: [check('unhealthy', 2)] },
]

const GONE_BACK: Step[] = [
  { phase: 'settling-back', output: [line('roll-back', 'Pulling the one before')] },
  { phase: 'checking-back' },
]

/** Lives of deployments, as the server tells them to somebody who asks again and again. */
export const COURSES = {
  success: [
    ...DEPLOYED,
    { phase: 'checking', checks: [check('unhealthy', 1)] },
    { checks: [check('healthy', 2)] },
    { status: 'success', phase: 'success', healthCheckPassed: true },
  ],
  failed: [
    ...DEPLOYED.slice(0, 2),
    { status: 'failed', phase: 'failed', reason: 'deploy-failed', detail: 'docker ended with 1' },
  ],
  rolledBack: [
    ...UNHEALTHY,
    { phase: 'rolling-back', reason: 'health-failed', detail: 'status 503', healthCheckPassed: false },
    ...GONE_BACK,
    { status: 'rolled_back', phase: 'rolled-back', checks: [check('healthy', 1, { round: 'back' })] },
  ],
  superseded: [...DEPLOYED, { status: 'failed', phase: 'failed', reason: 'superseded' }],
  awaitingApproval: [
    { phase: 'awaiting-approval' },
    {},
    {},
    { phase: 'pending' },
    { status: 'success', phase: 'success', healthCheckPassed: true },
  ],
  endless: [...DEPLOYED],
  takenBack: [...GONE_BACK, { status: 'rolled_back', phase: 'rolled-back' }],
  backFailed: [...GONE_BACK, { status: 'failed', phase: 'failed', reason: 'rollback-failed', detail: 'still 503' }],
} satisfies Record<string, Step[]>

const looked = (verdict: string, more: object = {}) => ({ ...check(verdict, 1), round: 'manual', ...more })

/** What a look finds at each target that somebody asks for. */
export const LOOKS = {
  well: [looked('healthy')],
  unwell: [looked('unhealthy')],
  oneUnwell: [looked('unmeasured'), looked('unhealthy', { target: 'other' }), looked('healthy', { target: 'third' })],
  onlyMay: [looked('healthy', { must: false })],
  unmeasured: [looked('healthy'), looked('unmeasured', { target: 'other' })],
  nothing: [],
} satisfies Record<string, { verdict?: string; must?: boolean }[]>
