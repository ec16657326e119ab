import { describe, expect, it } from 'vitest'
import { BAD, CANARY, measured, policyOf, run, spreading, WELL } from '../testing/deployments.ts'
import type { DeploymentState } from './deployment.ts'
import { mayOffer, type Pause } from './spread.ts'

const canary = policyOf(CANARY)
const operator: Pause = { at: 5_000, why: 'operator', detail: 'lunch' }
const doubt: Pause = { at: 5_000, why: 'inconclusive' }
const pause = { type: 'paused', at: 5_000, detail: 'lunch' } as const
const resume = { type: 'resumed', at: 9_000, acceptErrors: false } as const
const accept = { type: 'resumed', at: 9_000, acceptErrors: true } as const
const next = { type: 'promote', at: 9_000, all: false, reach: 700 } as const
const everybody = { type: 'promote', at: 9_000, all: true, reach: 700 } as const

const inWaves: DeploymentState[] = [
  spreading(),
  { ...spreading(), phase: 'baking', until: 6_000 },
  { ...spreading(), phase: 'gated' },
]
const braked = run(canary, spreading(), measured(4_000, BAD))

describe('[D30] a person can pause the waves', () => {
  it.each(inWaves)('[D30] and nobody is offered it, and no wave opens: $phase', (state) => {
    const paused = run(canary, state, pause)
    expect(paused).toEqual({ ...state, spread: { ...state.spread, paused: operator } })
    expect(paused.spread && mayOffer(paused.spread)).toBe(false)
    expect(run(canary, paused, measured(99_000, WELL))).toBe(paused)
  })

  it('[D30] a second pause changes nothing, and a person outweighs doubt', () => {
    const paused = run(canary, spreading(), pause)
    expect(run(canary, paused, { ...pause, at: 6_000, detail: 'dinner' })).toBe(paused)
    expect(run(canary, spreading({ paused: doubt }), pause).spread?.paused).toEqual(operator)
  })

  it.each<DeploymentState>([
    { phase: 'pending' },
    { phase: 'promoting', health: true },
    { phase: 'previewing', health: true },
    { phase: 'success', health: true },
  ])('[D30] there is nothing to pause in $phase', (state) => {
    expect(run(canary, state, pause)).toBe(state)
  })

  it('[D30] the brake is a matter of its own, and still pulled', () => {
    const both = run(canary, spreading({ paused: operator }), measured(6_000, BAD))
    expect(both.spread).toMatchObject({ paused: operator, brake: { at: 6_000, action: 'pause' } })
  })
})

describe('[D31] who resumes ends a pause, of a person or of doubt', () => {
  it.each([operator, doubt])('[D31] and patience begins anew: $why', (paused) => {
    const resumed = run(canary, spreading({ paused }), resume)
    expect(resumed).toEqual(spreading({ resumedAt: 9_000 }))
    expect(run(canary, resumed, resume)).toBe(resumed)
    expect(run(canary, resumed, measured(68_999, { waiting: 5 }))).toBe(resumed)
  })

  it('[D31] but not the brake, unless the errors are accepted', () => {
    expect(run(canary, braked, resume)).toBe(braked)
    const paused = run(canary, braked, pause)
    expect(run(canary, paused, resume).spread).toEqual({ ...braked.spread, resumedAt: 9_000 })
    const released = run(canary, paused, accept)
    expect(released.spread).not.toHaveProperty('brake')
    expect(released.spread).not.toHaveProperty('paused')
  })
})

describe('[D32] a person can say that it is time', () => {
  it.each(inWaves)('[D32] for the next wave, whatever this one says: $phase', (state) => {
    const open = run(canary, state, next)
    expect(open).toMatchObject({ phase: 'spreading', spread: { wave: 2, reaches: [100, 700] } })
    expect(open.spread?.waves[1]).toEqual({ openedAt: 9_000 })
  })

  it('[D32] for everybody', () => {
    expect(run(canary, spreading(), everybody)).toMatchObject({ phase: 'promoting', spread: { wave: 1 } })
    const last = { wave: 3, reaches: [1, 2, 3], waves: [{ openedAt: 1 }, { openedAt: 2 }, { openedAt: 3 }] }
    expect(run(canary, spreading(last), next).phase).toBe('promoting')
  })

  it('[D32] which answers doubt, but neither the brake nor a pause', () => {
    for (const wish of [next, everybody]) {
      const sure = run(canary, spreading({ paused: doubt }), wish)
      expect(sure).not.toMatchObject({ phase: 'spreading', spread: { wave: 1 } })
      expect(sure.spread).not.toHaveProperty('paused')
      for (const stopped of [braked, spreading({ paused: operator }), run(canary, braked, pause)])
        expect(run(canary, stopped, wish)).toBe(stopped)
    }
  })
})
