import { describe, expect, it } from 'vitest'
import { BACK, BAD, CANARY, measured, policyOf, run, spreading, WELL } from '../testing/deployments.ts'
import type { DeploymentState } from './deployment.ts'
import { isBraked, mayOffer } from './spread.ts'

const pausing = policyOf(CANARY)
const goingBack = policyOf({ ...CANARY, onError: 'rollback' })
const notifying = policyOf({ ...CANARY, onError: 'notify' })
const accept = { type: 'resumed', at: 9_000, acceptErrors: true } as const

const waves = [{ openedAt: 0 }, { openedAt: 1 }, { openedAt: 2 }]
const success: DeploymentState = { ...spreading({ wave: 3, reaches: [1, 2, 3], waves }), phase: 'success' }
const everywhere: DeploymentState[] = [
  spreading(),
  { ...spreading(), phase: 'baking', until: 99_000 },
  { ...spreading(), phase: 'gated' },
  success,
]

describe('[D33] too many errors pull the brake', () => {
  it.each(everywhere)('[D33] with what was measured, and what was asked for: $phase', (state) => {
    const braked = run(pausing, state, measured(4_000, BAD))
    expect(braked.phase).toBe(state.phase)
    expect(braked.spread?.brake).toEqual({
      at: 4_000,
      wave: state.spread?.wave,
      errors: 5,
      samples: 10,
      value: expect.closeTo(0.2693, 4),
      threshold: 0.05,
      action: 'pause',
    })
    expect(braked.spread && mayOffer(braked.spread)).toBe(false)
  })

  it('[D33] of the wave, or of all that were ever taken in', () => {
    const all = measured(4_000, BAD).all
    expect(run(pausing, spreading(), measured(4_000, WELL, { all })).spread?.brake).toMatchObject({ errors: 5 })
    const wave = measured(4_000, WELL).wave
    expect(run(pausing, spreading(), measured(4_000, BAD, { all: wave })).spread?.brake).toMatchObject({ errors: 5 })
  })

  it('[D33] not by chance, and not before the first wave', () => {
    const few = measured(4_000, { succeeded: 19, failed: 1, waiting: 80 })
    expect(run(pausing, spreading(), few)).toEqual(spreading())
    const unopened = { ...spreading(), spread: { wave: 0, reaches: [], waves: [], countFrom: 0 } }
    expect(run(pausing, unopened, measured(4_000, BAD)).spread?.brake).toBeUndefined()
  })

  it('[D33] once, until it is released', () => {
    const braked = run(pausing, spreading(), measured(4_000, BAD))
    expect(run(pausing, braked, measured(5_000, { failed: 50 }))).toBe(braked)
  })
})

describe('[D34] a brake that pauses stops offers and waves until somebody accepts the errors', () => {
  const braked = run(pausing, spreading(), measured(4_000, BAD))

  it('[D34] however well it goes on', () => {
    expect(run(pausing, braked, measured(900_000, WELL))).toBe(braked)
  })

  it('[D34] accepted ones count no more, those of the very same moment included', () => {
    const released = run(pausing, braked, accept)
    expect(released.spread).toMatchObject({ countFrom: 9_001, resumedAt: 9_000 })
    expect(released.spread && mayOffer(released.spread)).toBe(true)
    expect(run(pausing, released, accept)).toBe(released)
    expect(run(pausing, released, measured(9_500, BAD)).spread?.brake).toMatchObject({ at: 9_500 })
  })
})

describe('[D35] a brake that rolls back leaves nobody on the release', () => {
  it.each(everywhere)('[D35] from $phase', (state) => {
    expect(run(goingBack, state, measured(4_000, BAD, { back: BACK }))).toMatchObject({
      phase: 'rolling-back',
      reason: 'error-rate',
      detail: '5 of 10 tablets failed',
      back: BACK,
      live: state.phase === 'success',
      spread: { brake: { action: 'rollback' } },
    })
    expect(run(goingBack, state, measured(4_000, BAD)).spread?.waves.at(-1)?.verdict?.kind).toBe('errors')
  })

  it('[D35] the way back is checked like any, and keeps what was measured', () => {
    const back = run(goingBack, spreading(), measured(4_000, BAD, { back: BACK }), { type: 'went-back', at: 5_000 })
    const done = run(goingBack, back, { type: 'woke', at: 15_000 }, { type: 'checked', verdict: 'healthy', at: 15_001 })
    expect(done).toMatchObject({ phase: 'rolled-back', reason: 'error-rate', health: true, spread: { brake: {} } })
  })

  it('[D35] without a release to go back to it has failed, and nobody else gets it', () => {
    const failed = run(goingBack, spreading(), measured(4_000, BAD))
    expect(failed).toMatchObject({ phase: 'failed', reason: 'error-rate', live: false, health: null })
    expect(isBraked(failed.spread?.brake)).toBe(true)
    expect(run(goingBack, success, measured(4_000, BAD))).toMatchObject({ phase: 'failed', live: true })
  })
})

describe('[D36] a brake that notifies stops nothing', () => {
  const told = run(notifying, spreading(), measured(4_000, BAD))

  it('[D36] neither offers nor waves', () => {
    expect(told.spread?.brake).toMatchObject({ action: 'notify', errors: 5 })
    expect(told.spread && mayOffer(told.spread)).toBe(true)
    const enough = { succeeded: 180, failed: 20 }
    expect(run(notifying, told, measured(5_000, enough))).toMatchObject({ phase: 'baking', until: 15_000 })
  })

  it('[D36] but a wave that does not succeed is not called a success for it', () => {
    expect(run(notifying, told, measured(5_000, BAD))).toBe(told)
    expect(run(notifying, told, measured(60_000, BAD)).spread?.paused?.why).toBe('inconclusive')
  })
})

it('[D37] who comes when all waves are over is under the same brake, which can be released then as well', () => {
  const braked = run(pausing, success, measured(4_000, BAD))
  expect(braked).toMatchObject({ phase: 'success', spread: { brake: { wave: 3 } } })
  const released = run(pausing, braked, accept)
  expect(released).toMatchObject({ phase: 'success', spread: { countFrom: 9_001 } })
  expect(released.spread).not.toHaveProperty('brake')
  const { spread: _, ...atOnce } = success
  expect(run(pausing, atOnce as DeploymentState, measured(4_000, BAD))).toEqual(atOnce)
})

it('[D37] while another deployment runs, who comes late is spared the release all the same, and nothing is taken back', () => {
  const beside = run(goingBack, success, measured(4_000, BAD, { back: BACK, isBeside: true }))
  expect(beside).toMatchObject({ phase: 'success', spread: { brake: { action: 'pause' } } })
  expect(run(goingBack, success, measured(4_000, BAD, { back: BACK, isBeside: false })).phase).toBe('rolling-back')
})
