import { describe, expect, it } from 'vitest'
import { CANARY, measured, policyOf, run, spreading, WELL } from '../testing/deployments.ts'
import type { DeploymentState } from './deployment.ts'
import { workOf } from './work.ts'

const canary = policyOf(CANARY)
const gatedPlan = policyOf({
  ...CANARY,
  waves: [
    { percent: 10, approval: true },
    { percent: 50, approval: true },
  ],
})
const unopened: DeploymentState = run(
  canary,
  { phase: 'checking', attempt: 1, candidate: true },
  { type: 'checked', verdict: 'healthy', at: 0 },
)

describe('[D26] waves open one after the other, each when the one before has passed and baked', () => {
  it('[D26] all the way to everybody', () => {
    const way = [
      [measured(1_000, {}, { reach: 111 }), 'spreading', 1],
      [measured(2_000, { succeeded: 5, underWay: 5 }), 'spreading', 1],
      [measured(3_000, WELL), 'baking', 1],
      [measured(12_999, WELL), 'baking', 1],
      [measured(13_000, WELL, { reach: 555 }), 'spreading', 2],
      [measured(14_000, WELL), 'baking', 2],
      [measured(34_000, WELL, { reach: 999 }), 'spreading', 3],
      [measured(35_000, WELL), 'baking', 3],
      [measured(55_000, WELL), 'promoting', 3],
      [{ type: 'promoted', at: 56_000 }, 'success', 3],
    ] as const
    let state = unopened
    expect(state.spread?.wave).toBe(0)
    for (const [event, phase, wave] of way) {
      state = run(canary, state, event)
      expect([state.phase, state.spread?.wave]).toEqual([phase, wave])
    }
    expect(state).toMatchObject({ phase: 'success', health: true, spread: { reaches: [111, 555, 999] } })
    expect(state.spread?.waves).toMatchObject([
      {
        openedAt: 1_000,
        passedAt: 3_000,
        verdict: { kind: 'passed', value: 1, threshold: 0.9, samples: 10, errors: 0 },
      },
      { openedAt: 13_000, passedAt: 14_000 },
      { openedAt: 34_000, passedAt: 35_000 },
    ])
  })

  it('[D26] what has to be done for that is said by the state alone', () => {
    expect(workOf(spreading())).toBeUndefined()
    expect(workOf({ phase: 'promoting', health: true })).toEqual({ do: 'promote' })
  })

  it('[D26] without a bake the next one opens at once', () => {
    const quick = policyOf({ ...CANARY, waves: [{ percent: 10, bake: 0 }, { percent: 50 }] })
    expect(run(quick, spreading(), measured(5_000, WELL))).toMatchObject({ phase: 'spreading', spread: { wave: 2 } })
  })

  it('[D26] a wave that has no tablets has passed', () => {
    expect(run(canary, spreading(), measured(5_000))).toMatchObject({ phase: 'baking', until: 15_000 })
  })
})

describe('[D27] a wave bakes for its time', () => {
  const baking = run(canary, spreading(), measured(1_000, WELL))

  it('[D27] and opens the next one only if it still passes then; else it goes on, and bakes anew', () => {
    const fewer = { succeeded: 5, underWay: 5 }
    expect(run(canary, baking, measured(5_000, fewer))).toBe(baking)
    const again = run(canary, baking, measured(11_000, fewer))
    expect(again).toMatchObject({ phase: 'spreading', spread: { wave: 1 } })
    expect(again.spread?.waves[0]).not.toHaveProperty('passedAt')
    expect(run(canary, again, measured(12_000, WELL))).toMatchObject({ phase: 'baking', until: 22_000 })
  })

  it('[D27] a clock that is set back has it bake anew, rather than too short', () => {
    const setBack = run(canary, baking, measured(500, WELL))
    expect(setBack).toMatchObject({ phase: 'baking', until: 10_500, spread: { wave: 1 } })
    expect(run(canary, setBack, measured(10_499, WELL))).toBe(setBack)
    expect(run(canary, setBack, measured(10_500, WELL))).toMatchObject({ phase: 'spreading', spread: { wave: 2 } })
  })
})

describe('[D28] a wave that needs a yes waits for a person', () => {
  const yes = { type: 'promote', at: 9_000, all: false, reach: 700 } as const

  it('[D28] the first one, and every other', () => {
    const first = run(gatedPlan, unopened, measured(1_000))
    expect(first).toMatchObject({ phase: 'gated', spread: { wave: 0 } })
    expect(workOf(first)).toBeUndefined()
    expect(run(gatedPlan, first, measured(99_000_000, WELL))).toBe(first)
    expect(run(gatedPlan, first, yes)).toMatchObject({
      phase: 'spreading',
      spread: { wave: 1, reaches: [700], waves: [{ openedAt: 9_000 }] },
    })
    const second = run(gatedPlan, spreading(), measured(1_000, WELL), measured(700_000, WELL))
    expect(second).toMatchObject({ phase: 'gated', spread: { wave: 1 } })
    expect(run(gatedPlan, second, yes)).toMatchObject({ phase: 'spreading', spread: { wave: 2 } })
  })
})

describe('[D29] a wave in which nothing moves for longer than patience lasts is paused as inconclusive', () => {
  const stalled = { succeeded: 2, waiting: 8 }

  it('[D29] counted from when it opened, the last tablet got somewhere, or somebody resumed it', () => {
    expect(run(canary, spreading(), measured(59_999, stalled))).toEqual(spreading())
    const paused = run(canary, spreading(), measured(60_000, stalled))
    expect(paused).toMatchObject({
      phase: 'spreading',
      spread: {
        paused: { at: 60_000, why: 'inconclusive', detail: '2 tablets reported, 0 of them failed, and no more came' },
        waves: [{ verdict: { kind: 'inconclusive', samples: 2, value: 0.2, threshold: 0.9 } }],
      },
    })
    expect(run(canary, spreading(), measured(60_000, { ...stalled, movedAt: 1 })).spread?.paused).toBeUndefined()
    expect(run(canary, spreading({ resumedAt: 1 }), measured(60_000, stalled)).spread?.paused).toBeUndefined()
  })

  it('[D29] not while tablets wait for their maintenance window', () => {
    const state = spreading()
    expect(run(canary, state, measured(99_000_000, { ...stalled, forWindow: 1 }))).toBe(state)
  })

  it('[D29] not because the clock was set back, and not only when it has caught up', () => {
    const later = spreading({ waves: [{ openedAt: 1_000_000 }] })
    expect(run(canary, later, measured(999_990, stalled))).toBe(later)
    expect(run(canary, later, measured(500_000, stalled)).spread?.paused?.why).toBe('inconclusive')
    const resumed = spreading({ waves: [{ openedAt: 1_000_000 }], resumedAt: 500_000 })
    expect(run(canary, resumed, measured(559_999, stalled))).toBe(resumed)
    expect(run(canary, resumed, measured(560_000, stalled)).spread?.paused?.why).toBe('inconclusive')
  })
})
