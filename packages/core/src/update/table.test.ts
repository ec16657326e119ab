import { describe, expect, it } from 'vitest'
import { does, type Happening, RULES, told, toldMore, wanted, worker } from '../testing/updates.ts'
import type { UpdateState } from './state.ts'
import type { UpdateEvent } from './step.ts'

type Phase = UpdateState['phase']
type EventType = UpdateEvent['type']

const failed = { r2: { code: 'boot-error' } } as const
const download = [worker(), wanted('r2')] as const
const stageFailed: Happening = { type: 'stage-failed', target: 'r2', code: 'network' }

/** How a page running r1 gets into each phase, its target being r2. */
const PATHS: Record<Phase, readonly Happening[]> = {
  current: [worker()],
  trial: [worker({ trial: 't' })],
  downloading: download,
  backing_off: [...download, stageFailed],
  staged: [...download, { type: 'stored', target: 'r2' }],
  switching: [...download, { type: 'stored', target: 'r2' }, { type: 'accepted' }],
  rolled_back: [worker({ failed }), wanted('r2')],
  stuck: [...download, { type: 'stage-failed', target: 'r2', code: 'reload-loop' }],
}

const EVENTS: Record<EventType, Happening> = {
  worker: worker({ failed }),
  news: wanted('r3'),
  progress: { type: 'progress', target: 'r2', loaded: 5, total: 10 },
  stored: { type: 'stored', target: 'r2' },
  'stage-failed': stageFailed,
  'switch-failed': { type: 'switch-failed', target: 'r2', code: 'reload-ignored' },
  ready: { type: 'ready' },
  hold: { type: 'hold', reason: 'call' },
  free: { type: 'free', reason: 'call' },
  accepted: { type: 'accepted' },
  later: { type: 'later' },
  online: { type: 'online' },
  wake: { type: 'wake', at: 10 },
  shown: { type: 'shown', at: 10 },
}

/** Phase and effects after each event. A new phase or event does not compile without. */
const TABLE: Record<Phase, Record<EventType, string>> = {
  current: {
    worker: 'current',
    news: 'downloading, stage',
    progress: 'current',
    stored: 'current',
    'stage-failed': 'current',
    'switch-failed': 'current',
    ready: 'current',
    hold: 'current',
    free: 'current',
    accepted: 'current',
    later: 'current',
    online: 'current',
    wake: 'current',
    shown: 'current',
  },
  trial: {
    worker: 'current',
    news: 'trial',
    progress: 'trial',
    stored: 'trial',
    'stage-failed': 'trial',
    'switch-failed': 'trial',
    ready: 'trial, confirm',
    hold: 'trial',
    free: 'trial',
    accepted: 'trial',
    later: 'trial',
    online: 'trial',
    wake: 'trial',
    shown: 'trial',
  },
  downloading: {
    worker: 'rolled_back',
    news: 'downloading, stage',
    progress: 'downloading',
    stored: 'staged, prompt, wake',
    'stage-failed': 'backing_off, wake',
    'switch-failed': 'downloading',
    ready: 'downloading',
    hold: 'downloading',
    free: 'downloading',
    accepted: 'downloading',
    later: 'downloading',
    online: 'downloading',
    wake: 'downloading',
    shown: 'downloading',
  },
  backing_off: {
    worker: 'rolled_back',
    news: 'downloading, stage',
    progress: 'backing_off',
    stored: 'backing_off',
    'stage-failed': 'backing_off',
    'switch-failed': 'backing_off',
    ready: 'backing_off',
    hold: 'backing_off',
    free: 'backing_off',
    accepted: 'downloading, stage',
    later: 'backing_off',
    online: 'downloading, stage',
    wake: 'downloading, stage',
    shown: 'downloading, stage',
  },
  staged: {
    worker: 'rolled_back, dismiss',
    news: 'downloading, dismiss, stage',
    progress: 'staged',
    stored: 'staged',
    'stage-failed': 'staged',
    'switch-failed': 'staged',
    ready: 'staged',
    hold: 'staged, dismiss, wake',
    free: 'staged',
    accepted: 'switching, dismiss, switch',
    later: 'staged, dismiss, wake',
    online: 'staged',
    wake: 'staged, prompt, wake',
    shown: 'staged, prompt, wake',
  },
  switching: {
    worker: 'rolled_back',
    news: 'switching',
    progress: 'switching',
    stored: 'switching',
    'stage-failed': 'switching',
    'switch-failed': 'backing_off, wake',
    ready: 'switching',
    hold: 'switching',
    free: 'switching',
    accepted: 'switching',
    later: 'switching',
    online: 'switching',
    wake: 'switching',
    shown: 'switching',
  },
  rolled_back: {
    worker: 'rolled_back',
    news: 'downloading, stage',
    progress: 'rolled_back',
    stored: 'rolled_back',
    'stage-failed': 'rolled_back',
    'switch-failed': 'rolled_back',
    ready: 'rolled_back',
    hold: 'rolled_back',
    free: 'rolled_back',
    accepted: 'rolled_back',
    later: 'rolled_back',
    online: 'rolled_back',
    wake: 'rolled_back',
    shown: 'rolled_back',
  },
  stuck: {
    worker: 'rolled_back',
    news: 'downloading, stage',
    progress: 'stuck',
    stored: 'stuck',
    'stage-failed': 'stuck',
    'switch-failed': 'stuck',
    ready: 'stuck',
    hold: 'stuck',
    free: 'stuck',
    accepted: 'downloading, stage',
    later: 'stuck',
    online: 'stuck, wake',
    wake: 'stuck, wake',
    shown: 'stuck, wake',
  },
}

const phases = Object.keys(TABLE) as Phase[]
const eventTypes = Object.keys(EVENTS) as EventType[]
const cells = phases.flatMap((phase) => eventTypes.map((type) => ({ phase, type, result: TABLE[phase][type] })))

describe('every event in every phase of an update', () => {
  it.each(phases)('a page gets into %s', (phase) => {
    expect(told(RULES, ...PATHS[phase]).state.phase).toBe(phase)
  })

  it.each(cells)('$phase, $type: $result', ({ phase, type, result }) => {
    const after = toldMore(told(RULES, ...PATHS[phase]), RULES, EVENTS[type])
    expect([after.state.phase, ...does(after)].join(', ')).toBe(result)
  })
})
