import { describe, expect, it } from 'vitest'
import type { DeploymentState } from './deployment.ts'
import { hasEnded, isLive, isRunning, statusOf } from './deployment.ts'
import { type DeploymentEvent, step } from './step.ts'
import { workOf } from './work.ts'

const policy = { delay: 10_000, attempts: 3, interval: 5_000 }
const back = { version: 'r1', deployment: 'd1' }
const run = (state: DeploymentState, ...events: DeploymentEvent[]) =>
  events.reduce((now, event) => step(now, event, policy), state)

const unhealthy = (at: number): DeploymentEvent => ({ type: 'checked', verdict: 'unhealthy', at, detail: '503', back })
const checking: DeploymentState = { phase: 'checking', attempt: 1 }
const lastAttempt: DeploymentState = { phase: 'checking', attempt: 3 }
const rollingBack: DeploymentState = { phase: 'rolling-back', live: true, back, reason: 'health-failed', detail: '503' }
const success: DeploymentState = { phase: 'success', health: true }

it('[D1] waits for a yes where its environment wants one, and ends with a no', () => {
  const waiting: DeploymentState = { phase: 'awaiting-approval' }
  expect(workOf(waiting)).toBeUndefined()
  expect(run(waiting, { type: 'approved', at: 0 })).toEqual({ phase: 'pending' })
  expect(run(waiting, { type: 'denied', detail: 'friday' })).toEqual({
    phase: 'failed',
    reason: 'denied',
    detail: 'friday',
    live: false,
    health: null,
  })
})

it('[D2] prepares, deploys, settles, checks and succeeds, in this order', () => {
  const way: [DeploymentEvent, DeploymentState['phase']][] = [
    [{ type: 'started' }, 'preparing'],
    [{ type: 'prepared' }, 'deploying'],
    [{ type: 'deployed', at: 1_000 }, 'settling'],
    [{ type: 'woke', at: 11_000 }, 'checking'],
    [{ type: 'checked', verdict: 'healthy', at: 11_001 }, 'success'],
  ]
  let state: DeploymentState = { phase: 'pending' }
  for (const [event, phase] of way) {
    state = step(state, event, policy)
    expect(state.phase).toBe(phase)
  }
  expect(state).toEqual(success)
})

it('[D3] is live from when it was deployed until something else is', () => {
  expect(isLive({ phase: 'deploying' })).toBe(false)
  expect(isLive(run({ phase: 'deploying' }, { type: 'deployed', at: 1 }))).toBe(true)
  expect(isLive(run(lastAttempt, unhealthy(1)))).toBe(true)
  expect(isLive(run(lastAttempt, unhealthy(1), { type: 'went-back', at: 2 }))).toBe(false)
})

it('[D4] a failed preparation changes nothing, and ends it', () => {
  expect(run({ phase: 'preparing' }, { type: 'prepare-failed', detail: 'disk full' })).toMatchObject({
    phase: 'failed',
    reason: 'prepare-failed',
    live: false,
  })
})

it('[D5] a deploy that failed half-way is taken back, or has failed where there is nothing to go back to', () => {
  expect(run({ phase: 'deploying' }, { type: 'deploy-failed', detail: 'exit 1', back })).toEqual({
    phase: 'rolling-back',
    live: false,
    back,
    reason: 'deploy-failed',
    detail: 'exit 1',
  })
  expect(run({ phase: 'deploying' }, { type: 'deploy-failed', detail: 'exit 1' })).toMatchObject({
    phase: 'failed',
    reason: 'deploy-failed',
    live: false,
  })
})

it('[D6] looks at health only after the delay, and never sooner', () => {
  const settling: DeploymentState = { phase: 'settling', until: 11_000 }
  expect(run(settling, { type: 'woke', at: 10_999 })).toBe(settling)
  expect(run(settling, { type: 'woke', at: 11_000 })).toEqual(checking)
})

it('[D7] a clock that was set back makes nobody wait longer than the longest wait', () => {
  expect(run({ phase: 'settling', until: 99_999_999 }, { type: 'woke', at: 0 })).toEqual(checking)
  expect(run({ phase: 'checking', attempt: 2, until: 99_999 }, { type: 'woke', at: 0 })).toEqual({
    phase: 'checking',
    attempt: 2,
  })
})

it('[D8] looks again, an interval later, as often as it may; the first healthy look is enough', () => {
  const waiting = run(checking, unhealthy(20_000))
  expect(waiting).toEqual({ phase: 'checking', attempt: 2, until: 25_000 })
  const second = run(waiting, { type: 'woke', at: 25_000 })
  expect(workOf(second)).toEqual({ do: 'check', round: 'forward', attempt: 2 })
  expect(run(second, { type: 'checked', verdict: 'healthy', at: 25_001 })).toEqual(success)
})

it('[D9] a release that stays unhealthy is taken back', () => {
  expect(run(lastAttempt, unhealthy(1))).toEqual(rollingBack)
})

it('[D10] where there is nothing to go back to it has failed, and stays', () => {
  expect(run(lastAttempt, { type: 'checked', verdict: 'unhealthy', at: 1, detail: '503' })).toEqual({
    phase: 'failed',
    reason: 'health-failed',
    detail: '503',
    live: true,
    health: false,
  })
})

it('[D11] a health that could not be measured takes nothing back, and is no success', () => {
  expect(run(lastAttempt, { type: 'checked', verdict: 'unmeasured', at: 1, detail: 'ENOTFOUND', back })).toEqual({
    phase: 'failed',
    reason: 'health-unmeasured',
    detail: 'ENOTFOUND',
    live: true,
    health: null,
  })
})

it('[D12] where nothing is asked for health, it succeeds and says that nothing is known', () => {
  expect(run(checking, { type: 'checked', verdict: 'none', at: 1 })).toEqual({ phase: 'success', health: null })
})

it('[D13] the way back settles and is checked too, and tells why', () => {
  const settling = run(rollingBack, { type: 'went-back', at: 1_000 })
  expect(settling).toEqual({ phase: 'settling-back', until: 11_000, back, reason: 'health-failed', detail: '503' })
  const looking = run(settling, { type: 'woke', at: 11_000 })
  expect(workOf(looking)).toEqual({ do: 'check', round: 'back', attempt: 1 })
  expect(run(looking, { type: 'checked', verdict: 'healthy', at: 1 })).toEqual({
    phase: 'rolled-back',
    back,
    reason: 'health-failed',
    detail: '503',
    health: true,
  })
})

it('[D14] a way back that fails, or leads to an unhealthy release, is a failure of its own', () => {
  expect(run(rollingBack, { type: 'back-failed', detail: 'exit 1' })).toMatchObject({
    phase: 'failed',
    reason: 'rollback-failed',
    live: true,
  })
  const last: DeploymentState = { phase: 'checking-back', attempt: 3, back, reason: 'manual' }
  expect(run(last, unhealthy(1))).toEqual({
    phase: 'failed',
    reason: 'rollback-failed',
    detail: '503',
    live: false,
    health: false,
  })
})

it('[D15] a way back whose health could not be measured is a way back all the same', () => {
  const last: DeploymentState = { phase: 'checking-back', attempt: 3, back, reason: 'manual' }
  expect(run(last, { type: 'checked', verdict: 'unmeasured', at: 1 })).toMatchObject({
    phase: 'rolled-back',
    health: null,
  })
})

it.each<DeploymentState>([
  { phase: 'deploying' },
  { phase: 'settling', until: 1 },
  checking,
  success,
  { phase: 'failed', reason: 'health-unmeasured', live: true, health: null },
])('[D16] a person can have it taken back while it is under way or live: $phase', (state) => {
  expect(run(state, { type: 'rollback', back, detail: 'wrong logo' })).toMatchObject({
    phase: 'rolling-back',
    reason: 'manual',
    detail: 'wrong logo',
    back,
  })
})

it.each<DeploymentState>([
  { phase: 'awaiting-approval' },
  { phase: 'pending' },
  { phase: 'preparing' },
  rollingBack,
  { phase: 'settling-back', until: 1, back, reason: 'manual' },
  { phase: 'rolled-back', back, reason: 'manual', health: true },
  { phase: 'failed', reason: 'superseded', live: false, health: null },
])('[D17] there is nothing to take back in $phase', (state) => {
  expect(run(state, { type: 'rollback', back })).toBe(state)
})

it('[D18] it can be called off as long as nothing was deployed', () => {
  for (const phase of ['awaiting-approval', 'pending', 'preparing'] as const)
    expect(run({ phase }, { type: 'aborted' })).toMatchObject({ phase: 'failed', reason: 'aborted', live: false })
  for (const state of [{ phase: 'deploying' }, checking, success, rollingBack] as const)
    expect(run(state, { type: 'aborted' })).toBe(state)
})

it('[D19] another deployment of its environment ends it, wherever it is, and is named', () => {
  expect(run(checking, { type: 'superseded', by: 'd9' })).toEqual({
    phase: 'failed',
    reason: 'superseded',
    detail: 'd9',
    live: true,
    health: null,
  })
  expect(run(success, { type: 'superseded', by: 'd9' })).toBe(success)
})

it('[D20] who looks again later corrects what is known of its health, and can turn a failure about health into success', () => {
  const unmeasured: DeploymentState = { phase: 'failed', reason: 'health-unmeasured', live: true, health: null }
  expect(run(unmeasured, { type: 'rechecked', verdict: 'healthy' })).toEqual(success)
  expect(run(unmeasured, { type: 'rechecked', verdict: 'unhealthy' })).toEqual({ ...unmeasured, health: false })
  expect(run(success, { type: 'rechecked', verdict: 'unhealthy' })).toEqual({ phase: 'success', health: false })
  expect(run(success, { type: 'rechecked', verdict: 'unmeasured' })).toBe(success)
  const gone: DeploymentState = { phase: 'failed', reason: 'rollback-failed', live: false, health: false }
  expect(run(gone, { type: 'rechecked', verdict: 'healthy' })).toBe(gone)
  expect(run(checking, { type: 'rechecked', verdict: 'healthy' })).toBe(checking)
})

describe('[D21] every phase has one public status, and holds its environment or not', () => {
  it.each<[DeploymentState['phase'], string, boolean]>([
    ['awaiting-approval', 'pending', false],
    ['scheduled', 'pending', false],
    ['pending', 'pending', true],
    ['preparing', 'deploying', true],
    ['deploying', 'deploying', true],
    ['settling', 'deploying', true],
    ['checking', 'deploying', true],
    ['spreading', 'deploying', true],
    ['baking', 'deploying', true],
    ['gated', 'deploying', true],
    ['previewing', 'deploying', true],
    ['promoting', 'deploying', true],
    ['rolling-back', 'deploying', true],
    ['settling-back', 'deploying', true],
    ['checking-back', 'deploying', true],
    ['success', 'success', false],
    ['failed', 'failed', false],
    ['rolled-back', 'rolled_back', false],
  ])('[D21] %s is %s', (phase, status, running) => {
    expect([statusOf(phase), isRunning({ phase } as DeploymentState)]).toEqual([status, running])
    expect(hasEnded({ phase } as DeploymentState)).toBe(['success', 'failed', 'rolled_back'].includes(status))
  })
})
