import { expect, test } from 'vitest'
import type { Comer } from './comer.ts'
import { CALM, type PassedStorm, type Storm, step } from './storm.ts'

const RULES = { late: 250 }
/** Between two turns of a loop that is on time, ms. */
const TURN = 20
/** Whoever has checked in asks for so much more, one after the other. */
const FILES = 3

/** A server that takes so long for each whom it serves, and for each whom it refuses, one after the other, in the order of a line. */
function simulate({ serve, refuse, rules = RULES }: { serve: number; refuse: number; rules?: { late: number } }) {
  let state: Storm = CALM
  let now = 0
  let due = TURN
  let come = 0
  const begun: number[] = []
  const passed: PassedStorm[] = []
  const waits: Record<'check-in' | 'file', number[]> = { 'check-in': [], file: [] }
  const told: Record<'check-in' | 'file', number[]> = { 'check-in': [], file: [] }
  const line: { since: number; comer: 'check-in' | 'file'; left: number }[] = []

  function take({ state: next, effects }: ReturnType<typeof step>): number | undefined {
    state = next
    let after: number | undefined
    for (const effect of effects) {
      if (effect.do === 'begin') begun.push(now)
      if (effect.do === 'end') passed.push(effect.passed)
      if (effect.do === 'refuse') after = effect.after
    }
    return after
  }
  const waited = () => (line[0] ? now - line[0].since : 0)
  function ask(since: number, comer: 'check-in' | 'file', left: number): void {
    come = (come + 0.618) % 1
    const asked = { is: 'comer', at: now, comer, waits: waited(), underWay: 0, ofOne: 0, chance: come } as const
    const after = take(step(state, asked, rules))
    if (after === undefined) return void line.push({ since, comer, left })
    told[comer].push(after)
    now += refuse
  }
  return {
    begun,
    passed,
    waits,
    told,
    state: () => state,
    /** Let time pass, with so many who come per second. */
    run(ms: number, perSecond: number, files = FILES) {
      const end = now + ms
      let next = now
      while (now < end) {
        // Whoever knocks comes in first.
        while (perSecond > 0 && next <= now) {
          ask(next, 'check-in', files)
          next += 1_000 / perSecond
        }
        const one = line.shift()
        if (one) {
          now += serve
          waits[one.comer].push(now - one.since)
          if (one.left > 0) ask(now, 'file', one.left - 1)
        } else now = Math.min(perSecond > 0 ? next : end, Math.max(due, now))
        if (now < due) continue
        take(step(state, { is: 'turn', at: now, late: waited() }, rules))
        due = now + TURN
      }
    },
  }
}

test('2. as many as can be served all come in', () => {
  const sim = simulate({ serve: 1, refuse: 0.1 })
  sim.run(60_000, 200)
  expect(sim.begun).toEqual([])
  expect(sim.told).toEqual({ 'check-in': [], file: [] })
})

test('2. when more come than can be served, those who come in do not wait long, and the server is never idle', () => {
  const sim = simulate({ serve: 1, refuse: 0.1 })
  sim.run(30_000, 1_000)
  expect(sim.begun).toHaveLength(1)
  expect(Math.max(...sim.waits['check-in'], ...sim.waits.file)).toBeLessThan(700)
  // What is left for them beside those who are refused.
  expect(sim.waits['check-in'].length + sim.waits.file.length).toBeGreaterThan(0.85 * 30_000)
})

test('3. whoever was let in gets all that they came for', () => {
  const sim = simulate({ serve: 0.5, refuse: 0.05 })
  sim.run(30_000, 2_000)
  expect(sim.told['check-in'].length).toBeGreaterThan(10_000)
  expect(sim.told.file).toEqual([])
})

test('3. files are refused too when those who are in are too many already', () => {
  const storm = step({ phase: 'calm', came: 99 }, { ...comer(300, 0), waits: 251 }, RULES).state
  const file = (waits: number) => step(storm, { ...comer(310, 0), comer: 'file', waits }, RULES).effects
  expect(file(1_000)).toEqual([])
  expect(file(1_001)).toMatchObject([{ do: 'refuse' }])
})

test('2. without the watch the wait runs away', () => {
  const sim = simulate({ serve: 1, refuse: 0.1, rules: { late: 0 } })
  sim.run(5_000, 1_000)
  expect(sim.begun).toEqual([])
  expect(Math.max(...sim.waits.file)).toBeGreaterThan(2_000)
})

test('6. those who are told to come later are spread over the time that it takes to serve them', () => {
  const sim = simulate({ serve: 1, refuse: 0.1 })
  sim.run(30_000, 1_000)
  const { state } = sim
  const raging = state()
  // One tablet is four requests: 250 a second, less what those cost who are refused; each let in counts.
  expect(raging.phase === 'storm' && raging.rate).toBeGreaterThan(500)
  expect(raging.phase === 'storm' && raging.rate).toBeLessThan(1_100)
  for (const after of sim.told['check-in']) expect(after).toBeGreaterThanOrEqual(5)
  expect(new Set(sim.told['check-in']).size).toBeGreaterThan(8)
})

test('7. it lets go by itself, is told once, and says how many were told to come later', () => {
  const sim = simulate({ serve: 1, refuse: 0.1 })
  sim.run(5_000, 1_000)
  sim.run(400_000, 100)
  const refused = sim.told['check-in'].length
  expect(sim.state()).toEqual(CALM)
  expect(sim.begun).toHaveLength(1)
  expect(sim.passed).toEqual([
    {
      lasted: expect.any(Number),
      worst: expect.any(Number),
      refused: { 'check-in': refused, patch: 0, file: sim.told.file.length, navigation: 0 },
    },
  ])
  expect(sim.passed[0]?.lasted).toBeLessThan(5_500)
  expect(sim.passed[0]?.worst).toBeGreaterThan(250)
})

test('7. it is not over while somebody is awaited who was told to come again', () => {
  const begun = step({ phase: 'calm', came: 99 }, { ...comer(300, 0), waits: 251 }, RULES)
  expect(begun.effects).toEqual([{ do: 'begin' }, { do: 'refuse', after: 5 }])
  const turn = (at: number) => step(begun.state, { is: 'turn', at, late: 0 }, RULES)
  expect(turn(15_300).effects).toEqual([])
  expect(turn(15_301).effects).toMatchObject([{ do: 'end', passed: { lasted: 0 } }])
})

test('5. a hiccup is no storm: neither a wait without a crowd, nor a crowd without a wait', () => {
  expect(step({ phase: 'calm', came: 98 }, { ...comer(5_000, 0), waits: 5_000 }, RULES).state.phase).toBe('calm')
  expect(step({ phase: 'calm', came: 10_000 }, { ...comer(200, 0), waits: 250 }, RULES).state.phase).toBe('calm')
  const after = (late: number) => step({ phase: 'calm', came: 99 }, { is: 'turn', at: 20, late }, RULES).state
  expect([after(249), after(250)]).toEqual([CALM, { phase: 'calm', came: 99 }])
})

test('1. too many of a kind under way are refused, and others are not', () => {
  const { state, effects } = step(CALM, { ...comer(10, 1), comer: 'file', underWay: 2_000 }, RULES)
  expect(effects).toEqual([{ do: 'begin' }, { do: 'refuse', after: 15 }])
  for (let i = 0; i < 3; i++) {
    expect(step(state, { ...comer(20, 1), comer: 'check-in', underWay: 10 }, RULES).effects).toEqual([])
    expect(step(state, { ...comer(20, 1), comer: 'file', underWay: 1_999 }, RULES).effects).toEqual([])
  }
})

test('4. however bad it is, some come in', () => {
  let { state } = step({ phase: 'calm', came: 99 }, { ...comer(0, 0), waits: 9_000 }, RULES)
  let letIn = 0
  for (let at = TURN; at <= 10_000; at += TURN) {
    state = step(state, { is: 'turn', at, late: 9_000 }, RULES).state
    for (let i = 0; i < 20; i++) {
      const next = step(state, { ...comer(at, 0), waits: 9_000 }, RULES)
      state = next.state
      if (next.effects.length === 0) letIn += 1
    }
  }
  expect(letIn).toBe(1_000)
})

function comer(at: number, chance: number): Extract<Parameters<typeof step>[1], { is: 'comer' }> & { comer: Comer } {
  return { is: 'comer', at, comer: 'check-in', waits: 0, underWay: 0, ofOne: 0, chance }
}
