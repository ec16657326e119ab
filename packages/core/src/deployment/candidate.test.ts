import { describe, expect, it } from 'vitest'
import { BACK, CANARY, measured, policyOf, run, spreading, WELL } from '../testing/deployments.ts'
import { type DeploymentState, isCandidate, isLive, isRunning, statusOf } from './deployment.ts'
import { toStart } from './step.ts'
import { workOf } from './work.ts'

const canary = policyOf(CANARY)
const blueGreen = policyOf({ strategy: 'blue-green' })
const deployed = { type: 'deployed', at: 1_000 } as const

/** Every phase in which a release is there beside the one that is current. */
const CANDIDATES: DeploymentState[] = [
  { phase: 'settling', until: 1, candidate: true },
  { phase: 'checking', attempt: 1, candidate: true },
  spreading(),
  { ...spreading(), phase: 'baking', until: 1 },
  { ...spreading(), phase: 'gated' },
  { phase: 'previewing', health: true },
  { phase: 'promoting', health: true },
]

describe('[D23] one that is to start at a time waits for it, and starts at once when it is over', () => {
  it('[D23] by the clock on the wall, and holds its environment only from then on', () => {
    const scheduled = toStart(50_000, 1_000)
    expect(scheduled).toEqual({ phase: 'scheduled', until: 50_000 })
    expect([isRunning(scheduled), statusOf('scheduled')]).toEqual([false, 'pending'])
    expect(workOf(scheduled)).toEqual({ do: 'wait', until: 50_000 })
    expect(run(canary, scheduled, { type: 'woke', at: 49_999 }, { type: 'woke', at: 5 })).toBe(scheduled)
    expect(run(canary, scheduled, { type: 'woke', at: 50_000 })).toEqual({ phase: 'pending' })
  })

  it('[D23] after the yes that it needs', () => {
    const asked: DeploymentState = { phase: 'awaiting-approval', startAt: 50_000 }
    expect(run(canary, asked, { type: 'approved', at: 1_000 })).toEqual({ phase: 'scheduled', until: 50_000 })
    expect(run(canary, asked, { type: 'approved', at: 50_000 })).toEqual({ phase: 'pending' })
    expect(toStart(undefined, 1_000)).toEqual({ phase: 'pending' })
  })
})

describe('[D24] what spreads in waves, or stands on a preview, is a candidate, and what is current stays so', () => {
  it.each([canary, blueGreen])('[D24] from when it was deployed: $plan.strategy', (policy) => {
    const settling = run(policy, { phase: 'deploying' }, deployed)
    expect(settling).toEqual({ phase: 'settling', until: 11_000, candidate: true })
    expect(run(policy, settling, { type: 'woke', at: 11_000 })).toEqual({
      phase: 'checking',
      attempt: 1,
      candidate: true,
    })
  })

  it.each(CANDIDATES)('[D24] in $phase', (state) => {
    expect([isLive(state), isCandidate(state), isRunning(state)]).toEqual([false, true, true])
    expect(statusOf(state.phase)).toBe('deploying')
  })

  it('[D24] for everybody at once there is none', () => {
    const settling = run(policyOf(), { phase: 'deploying' }, deployed)
    expect([isLive(settling), isCandidate(settling)]).toEqual([true, false])
  })

  it('[D24] an unhealthy one is taken back before anybody gets it', () => {
    const last: DeploymentState = { phase: 'checking', attempt: 3, candidate: true }
    const unhealthy = { type: 'checked', verdict: 'unhealthy', at: 1, detail: '503' } as const
    expect(run(canary, last, { ...unhealthy, back: BACK })).toMatchObject({ phase: 'rolling-back', live: false })
    expect(run(canary, last, unhealthy)).toMatchObject({ phase: 'failed', reason: 'health-failed', live: false })
  })
})

describe('[D25] a candidate can be called off, taken back or superseded', () => {
  it.each(CANDIDATES)('[D25] and what is current stays so: $phase', (state) => {
    const { spread } = state
    const aborted = run(canary, state, { type: 'aborted', detail: 'wrong logo' })
    expect(aborted).toMatchObject({ phase: 'failed', reason: 'aborted', detail: 'wrong logo', live: false })
    expect(aborted.spread).toBe(spread)
    expect(run(canary, state, { type: 'superseded', by: 'd9' })).toMatchObject({
      phase: 'failed',
      reason: 'superseded',
      detail: 'd9',
      live: false,
    })
    const back = run(canary, state, { type: 'rollback', back: BACK })
    expect(back).toMatchObject({ phase: 'rolling-back', reason: 'manual', live: false, back: BACK })
    expect(back.spread).toBe(spread)
  })

  it('[D25] and then means nothing that its tablets do', () => {
    const aborted = run(canary, spreading(), { type: 'aborted' })
    expect(run(canary, aborted, measured(5_000, WELL))).toBe(aborted)
  })
})
