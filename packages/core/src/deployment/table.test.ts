import { describe, expect, it } from 'vitest'
import { readPlan } from '../waves/index.ts'
import type { DeploymentState } from './deployment.ts'
import { type DeploymentEvent, step } from './step.ts'

type Phase = DeploymentState['phase']
type EventType = DeploymentEvent['type']

const plan = readPlan({ strategy: 'canary', waves: [{ percent: 10, bake: 0.01 }, { percent: 100 }] })
const policy = { delay: 10, attempts: 2, interval: 5, plan }
const back = { version: 'r1', deployment: 'd1' }
const way = { back, reason: 'manual' } as const

const spread = { wave: 1, reaches: [100], waves: [{ openedAt: 0 }], countFrom: 0 }
/** All ten of the wave have succeeded. */
const tally = { members: 10, waiting: 0, forWindow: 0, underWay: 0, held: 0, succeeded: 10, failed: 0, incompatible: 0 }

const STATES: { [P in Phase]: DeploymentState & { phase: P } } = {
  'awaiting-approval': { phase: 'awaiting-approval' },
  scheduled: { phase: 'scheduled', until: 10 },
  pending: { phase: 'pending' },
  preparing: { phase: 'preparing' },
  deploying: { phase: 'deploying' },
  settling: { phase: 'settling', until: 10 },
  checking: { phase: 'checking', attempt: 2 },
  spreading: { phase: 'spreading', spread, health: true },
  baking: { phase: 'baking', until: 10, spread, health: true },
  gated: { phase: 'gated', spread, health: true },
  previewing: { phase: 'previewing', until: 10, health: true },
  promoting: { phase: 'promoting', health: true },
  'rolling-back': { phase: 'rolling-back', live: true, ...way },
  'settling-back': { phase: 'settling-back', until: 10, ...way },
  'checking-back': { phase: 'checking-back', attempt: 2, ...way },
  success: { phase: 'success', health: true },
  failed: { phase: 'failed', reason: 'health-unmeasured', live: true, health: null },
  'rolled-back': { phase: 'rolled-back', health: true, ...way },
}

const EVENTS: { [T in EventType]: DeploymentEvent & { type: T } } = {
  approved: { type: 'approved', at: 0 },
  denied: { type: 'denied' },
  started: { type: 'started' },
  prepared: { type: 'prepared' },
  'prepare-failed': { type: 'prepare-failed', detail: 'x' },
  deployed: { type: 'deployed', at: 0 },
  'deploy-failed': { type: 'deploy-failed', detail: 'x', back },
  woke: { type: 'woke', at: 10 },
  checked: { type: 'checked', verdict: 'unhealthy', at: 10, back },
  rollback: { type: 'rollback', back },
  'went-back': { type: 'went-back', at: 0 },
  measured: { type: 'measured', at: 10, wave: tally, all: tally, reach: 200 },
  paused: { type: 'paused', at: 10 },
  resumed: { type: 'resumed', at: 10, acceptErrors: false },
  promote: { type: 'promote', at: 10, all: false, reach: 200 },
  promoted: { type: 'promoted', at: 10 },
  'promote-failed': { type: 'promote-failed', detail: 'x', back },
  'back-failed': { type: 'back-failed', detail: 'x' },
  rechecked: { type: 'rechecked', verdict: 'healthy' },
  aborted: { type: 'aborted' },
  superseded: { type: 'superseded', by: 'd9' },
}

/** Where each event leads from each phase; what is not named leaves the state as it is. */
const TABLE: { [P in Phase]: { [T in EventType]?: Phase } } = {
  'awaiting-approval': { approved: 'pending', denied: 'failed', aborted: 'failed', superseded: 'failed' },
  scheduled: { woke: 'pending', aborted: 'failed', superseded: 'failed' },
  pending: { started: 'preparing', aborted: 'failed', superseded: 'failed' },
  preparing: { prepared: 'deploying', 'prepare-failed': 'failed', aborted: 'failed', superseded: 'failed' },
  deploying: { deployed: 'settling', 'deploy-failed': 'rolling-back', rollback: 'rolling-back', superseded: 'failed' },
  settling: { woke: 'checking', rollback: 'rolling-back', superseded: 'failed' },
  checking: { checked: 'rolling-back', rollback: 'rolling-back', superseded: 'failed' },
  spreading: {
    measured: 'baking',
    paused: 'spreading',
    promote: 'spreading',
    rollback: 'rolling-back',
    aborted: 'failed',
    superseded: 'failed',
  },
  baking: {
    measured: 'spreading',
    paused: 'baking',
    promote: 'spreading',
    rollback: 'rolling-back',
    aborted: 'failed',
    superseded: 'failed',
  },
  gated: { paused: 'gated', promote: 'spreading', rollback: 'rolling-back', aborted: 'failed', superseded: 'failed' },
  previewing: {
    woke: 'promoting',
    promote: 'promoting',
    rollback: 'rolling-back',
    aborted: 'failed',
    superseded: 'failed',
  },
  promoting: {
    promoted: 'success',
    'promote-failed': 'rolling-back',
    rollback: 'rolling-back',
    aborted: 'failed',
    superseded: 'failed',
  },
  'rolling-back': { 'went-back': 'settling-back', 'back-failed': 'failed', superseded: 'failed' },
  'settling-back': { woke: 'checking-back', superseded: 'failed' },
  'checking-back': { checked: 'failed', superseded: 'failed' },
  success: { rollback: 'rolling-back' },
  failed: { rollback: 'rolling-back', rechecked: 'success' },
  'rolled-back': {},
}

describe.each(Object.values(STATES))('in $phase', (state) => {
  it.each(Object.values(EVENTS))('$type', (event) => {
    const next = step(state, event, policy)
    const expected = TABLE[state.phase][event.type]
    if (expected === undefined) expect(next).toBe(state)
    else expect(next.phase).toBe(expected)
  })
})
