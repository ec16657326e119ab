import { describe, expect, it } from 'vitest'
import { BACK, policyOf, run } from '../testing/deployments.ts'
import { type DeploymentState, isLive } from './deployment.ts'
import { workOf } from './work.ts'

const byHand = policyOf({ strategy: 'blue-green' })
const byItself = policyOf({ strategy: 'blue-green', autoPromote: 30 })
const checking: DeploymentState = { phase: 'checking', attempt: 1, candidate: true }
const healthy = { type: 'checked', verdict: 'healthy', at: 1_000 } as const
const promote = { type: 'promote', at: 2_000, all: false, reach: 0 } as const

describe('[D38] what is previewed waits to be switched to', () => {
  it('[D38] for a person', () => {
    const previewing = run(byHand, checking, healthy)
    expect(previewing).toEqual({ phase: 'previewing', health: true })
    expect(workOf(previewing)).toBeUndefined()
    expect(run(byHand, previewing, { type: 'woke', at: 99_000_000 })).toBe(previewing)
    expect(run(byHand, previewing, promote)).toEqual({ phase: 'promoting', health: true })
  })

  it('[D38] or for its time, of which a clock that is set back takes nothing', () => {
    const previewing = run(byItself, checking, healthy)
    expect(previewing).toEqual({ phase: 'previewing', until: 31_000, health: true })
    expect(workOf(previewing)).toEqual({ do: 'wait', until: 31_000 })
    expect(run(byItself, previewing, { type: 'woke', at: 30_999 })).toBe(previewing)
    expect(run(byItself, previewing, { type: 'woke', at: 31_000 })).toEqual({ phase: 'promoting', health: true })
    expect(run(byItself, previewing, { type: 'woke', at: 500 })).toEqual({ ...previewing, until: 30_500 })
    expect(run(byItself, previewing, promote)).toEqual({ phase: 'promoting', health: true })
  })

  it('[D38] where nothing is asked for health, as well', () => {
    const none = { ...healthy, verdict: 'none' } as const
    expect(run(byHand, checking, none)).toEqual({ phase: 'previewing', health: null })
  })
})

describe('[D39] what was switched to is looked at once more', () => {
  const promoting: DeploymentState = { phase: 'promoting', health: true }
  const settling = run(byHand, promoting, { type: 'promoted', at: 5_000 })

  it('[D39] and is live from then on', () => {
    expect(settling).toEqual({ phase: 'settling', until: 15_000 })
    expect(isLive(settling)).toBe(true)
    expect(run(byHand, settling, { type: 'woke', at: 15_000 }, healthy)).toEqual({ phase: 'success', health: true })
  })

  it('[D39] and taken back when it is not well', () => {
    const last: DeploymentState = { phase: 'checking', attempt: 3 }
    expect(run(byHand, last, { ...healthy, verdict: 'unhealthy', back: BACK })).toMatchObject({
      phase: 'rolling-back',
      reason: 'health-failed',
      live: true,
    })
  })

  it('[D39] a switch that failed is taken back too', () => {
    const failed = { type: 'promote-failed', detail: 'exit 1' } as const
    expect(run(byHand, promoting, { ...failed, back: BACK })).toEqual({
      phase: 'rolling-back',
      live: false,
      back: BACK,
      reason: 'promote-failed',
      detail: 'exit 1',
    })
    expect(run(byHand, promoting, failed)).toMatchObject({ phase: 'failed', reason: 'promote-failed', live: false })
  })
})
