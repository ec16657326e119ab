import { expect, test } from 'vitest'
import type { Comer } from './comer.ts'
import { CALM, type PassedStorm, type Storm, step } from './storm.ts'

const RULES = { late: 100 }
/** Between two turns of a loop that is on time, ms. */
const TURN = 20

/** A server that takes so long for each who comes in, and for each whom it refuses, as a loop takes them: one after the other. */
function simulate({ serve, refuse, rules = RULES }: { serve: number; refuse: number; rules?: { late: number } }) {
  let state: Storm = CALM
  let now = 0
  let due = TURN
  const begun: number[] = []
  const passed: PassedStorm[] = []
  const late: number[] = []
  const waits: number[] = []
  const told: number[] = []
  const waiting: { since: number; comer: Comer }[] = []

  function turn(): void {
    now = Math.max(now, due)
    late.push(now - due)
    take(step(state, { is: 'turn', at: now, late: now - due }, rules))
    due = now + TURN
  }
  function take({ state: next, effects }: ReturnType<typeof step>): boolean {
    state = next
    let isLetIn = true
    for (const effect of effects) {
      if (effect.do === 'begin') begun.push(now)
      if (effect.do === 'end') passed.push(effect.passed)
      if (effect.do === 'refuse') {
        isLetIn = false
        told.push(effect.after)
      }
    }
    return isLetIn
  }
  return {
    begun,
    passed,
    late,
    waits,
    told,
    state: () => state,
    /** Let time pass, with so many who come per second. */
    run(ms: number, perSecond: number, comer: Comer = 'check-in') {
      const end = now + ms
      let next = now
      let come = 0
      while (now < end) {
        // All that came since the last turn is taken in this one.
        while (perSecond > 0 && next <= now) {
          waiting.push({ since: next, comer })
          next += 1_000 / perSecond
        }
        for (const one of waiting.splice(0)) {
          come = (come + 0.618) % 1
          const isLetIn = take(
            step(state, { is: 'comer', at: now, comer: one.comer, underWay: 0, ofOne: 0, chance: come }, rules),
          )
          now += isLetIn ? serve : refuse
          if (isLetIn) waits.push(now - one.since)
        }
        turn()
      }
    },
  }
}

test('as many as can be served all come in', () => {
  const sim = simulate({ serve: 1, refuse: 0.1 })
  sim.run(60_000, 800)
  expect(sim.begun).toEqual([])
  expect(sim.told).toEqual([])
})

test('when more come than can be served, those who come in do not wait long, and the rest is told when to come', () => {
  const sim = simulate({ serve: 1, refuse: 0.1 })
  sim.run(30_000, 3_000)
  expect(sim.begun).toHaveLength(1)
  expect(Math.max(...sim.late)).toBeLessThan(1_000)
  expect(Math.max(...sim.late.slice(100))).toBeLessThan(400)
  expect(Math.max(...sim.waits)).toBeLessThan(1_000)
  // What there is to do is done: 0.7 ms of each is left for them, beside those who are refused.
  expect(sim.waits.length).toBeGreaterThan(0.5 * 30_000)
  for (const after of sim.told) expect(after).toBeGreaterThanOrEqual(5)
  expect(new Set(sim.told).size).toBeGreaterThan(8)
})

test('without the watch the wait runs away', () => {
  const sim = simulate({ serve: 1, refuse: 0.1, rules: { late: 0 } })
  sim.run(5_000, 3_000)
  expect(sim.begun).toEqual([])
  expect(Math.max(...sim.waits)).toBeGreaterThan(2_000)
})

test('it lets go by itself, is told once, and says how many were told to come later', () => {
  const sim = simulate({ serve: 1, refuse: 0.1 })
  sim.run(5_000, 3_000)
  const refused = sim.told.length
  sim.run(400_000, 100)
  expect(sim.state().phase).toBe('calm')
  expect(sim.begun).toHaveLength(1)
  expect(sim.passed).toEqual([
    {
      lasted: expect.any(Number),
      worst: expect.any(Number),
      refused: { 'check-in': refused, patch: 0, file: 0, navigation: 0 },
    },
  ])
  expect(sim.passed[0]?.lasted).toBeLessThan(5_500)
})

test('it is not over while somebody is awaited who was told to come again', () => {
  const begun = step({ phase: 'calm', onTime: 0, came: 99 }, comer(300, 0), RULES)
  expect(begun.effects).toEqual([{ do: 'begin' }, { do: 'refuse', after: 5 }])
  const turn = (at: number) => step(begun.state, { is: 'turn', at, late: 0 }, RULES)
  expect(turn(15_300).effects).toEqual([])
  expect(turn(15_301).effects).toMatchObject([{ do: 'end', passed: { lasted: 0 } }])
})

test('a hiccup is no storm: neither a stop without a crowd, nor a crowd without a stop', () => {
  expect(step({ phase: 'calm', onTime: 0, came: 98 }, comer(5_000, 0), RULES).state.phase).toBe('calm')
  expect(step({ phase: 'calm', onTime: 0, came: 10_000 }, comer(200, 0), RULES).state.phase).toBe('calm')
})

test('too many of a kind under way are refused, and others are not', () => {
  const { state, effects } = step(CALM, { ...comer(10, 1), comer: 'file', underWay: 2_000 }, RULES)
  expect(effects).toEqual([{ do: 'begin' }, { do: 'refuse', after: 15 }])
  for (let i = 0; i < 3; i++) {
    expect(step(state, { ...comer(20, 1), comer: 'check-in', underWay: 10 }, RULES).effects).toEqual([])
    expect(step(state, { ...comer(20, 1), comer: 'file', underWay: 1_999 }, RULES).effects).toEqual([])
  }
})

test('however bad it is, some come in', () => {
  const sim = simulate({ serve: 1, refuse: 0.5 })
  sim.run(20_000, 20_000)
  sim.run(10_000, 50)
  const before = sim.waits.length
  sim.run(10_000, 50)
  expect(sim.waits.length - before).toBeGreaterThan(400)
})

function comer(at: number, chance: number) {
  return { is: 'comer', at, comer: 'check-in', underWay: 0, ofOne: 0, chance } as const
}
