import { expect, it } from 'vitest'
import { DEEDS } from '../kiosk/index.ts'
import { type Dice, dice } from '../testing/dice.ts'
import { HOUR, KIOSK, MINUTE, page, RULES, sight } from '../testing/ladders.ts'
import {
  AT_EASE,
  dueOf,
  isNoticed,
  judge,
  type LadderEvent,
  type LadderState,
  type LadderStep,
  type Message,
  type PageSight,
  RUNGS,
  type Rung,
  type Sight,
  type Suspicion,
  step,
  suspect,
} from './index.ts'
import { DAY } from './patience.ts'

const SEEDS = 400
const rules = { ...RULES, perDay: 5 }
const DAYS = 3

/** One tablet, its illness, and what would cure it. */
interface Patient {
  seen: Sight
  /** The rung that cures it; absent: none. */
  cure: Rung | undefined
  chance: Dice
}

function admit(chance: Dice): Patient {
  const can = DEEDS.filter(() => chance.chance(0.7))
  const kiosk = chance.chance(0.8) ? { ...KIOSK, can, isElsewhere: chance.chance(0.1) } : undefined
  const isThere = !kiosk || chance.chance(0.5)
  const stuck = chance.chance(0.2) ? { code: 'reload-loop' as const } : undefined
  const seen = sight({ kiosk, canPurge: chance.chance(0.8), page: page({ isThere, stuck }) })
  return { seen, cure: chance.chance(0.7) ? chance.pick(RUNGS) : undefined, chance }
}

/** What becomes of it by itself, or by people. */
function live({ seen, chance }: Patient, at: number): Sight {
  const turn = chance.below(900)
  const { page: said, kiosk } = seen
  if (!said) return seen
  const says = (but: Partial<PageSight>): Sight => ({ ...seen, page: { ...said, heardAt: at, ...but } })
  if (turn < 2) return says({ release: seen.desired ?? 'r1', stuck: undefined, isThere: true })
  if (turn < 4) return says({ phase: 'downloading', target: seen.desired, progress: chance.below(100), isThere: true })
  if (turn < 6) return says({ phase: 'current', release: 'r1', isThere: chance.chance(0.5) })
  if (turn < 8 && kiosk) return { ...seen, kiosk: { ...kiosk, isOnline: chance.pick([true, true, false, undefined]) } }
  if (turn < 9 && kiosk) return { ...seen, kiosk: { ...kiosk, isElsewhere: chance.chance(0.3) } }
  if (turn < 10) return { ...seen, desired: chance.pick(['r2', 'r3']) }
  if (turn < 11) return says({ hasFailedHere: chance.chance(0.5) })
  return seen
}

/** A message arrives, or is lost; the last one of the rung that cures brings it back. */
function suffer(patient: Patient, state: LadderState, at: number): Sight {
  const { seen, cure, chance } = patient
  const isCured = state.phase === 'verifying' && state.rung === cure && chance.chance(0.7)
  if (!isCured || !seen.page) return seen
  return { ...seen, page: page({ release: seen.desired ?? 'r1', heardAt: at }) }
}

function orderBy(chance: Dice, at: number, seen: Sight, since: number | undefined): LadderEvent | undefined {
  if (!chance.chance(0.001)) return undefined
  return chance.pick<LadderEvent>([
    { type: 'climb', at, sight: seen, since },
    { type: 'stop', at, desired: seen.desired },
    { type: 'done', at },
  ])
}

function check(before: LadderState, event: LadderEvent, { state, effects }: LadderStep, { seen }: Patient): void {
  if (state === before && effects.length === 0) return
  const { at } = event
  expect([state === before, effects.length <= 1]).toEqual([false, true])
  expect(structuredClone(state)).toEqual(state)
  expect(state.spent.filter((time) => at - time < DAY).length).toBeLessThanOrEqual(rules.perDay)
  const isNew = state.spent.at(-1) === at && before.spent.at(-1) !== at
  if (isNew && 'rung' in state && isNoticed(state.rung))
    expect([seen.quietUntil === undefined, seen.isServed !== false]).toEqual([true, true])
  for (const message of effects) checkMessage(message, seen)
}

/** Who is right is sent nothing, and nobody what cannot be done. */
function checkMessage(message: Message, seen: Sight): void {
  expect(judge(seen, 0, rules.after).is).not.toBe('right')
  if (message.do === 'kiosk') {
    const { do: deed } = message.command
    expect([seen.kiosk?.isOnline === false, seen.kiosk?.can.includes(deed)]).toEqual([false, true])
    if (deed === 'eval' || deed === 'reload') expect(seen.kiosk?.isElsewhere).toBe(false)
  } else expect(seen.page?.isThere).toBe(true)
}

it(`[L31] whatever happens, a ladder keeps its rules and comes to an end, in ${SEEDS} random lives`, () => {
  const seenPhases = new Map<string, number>()
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const chance = dice(seed)
    const patient = admit(chance)
    let state: LadderState = AT_EASE
    let suspicion: Suspicion | undefined
    let at = 0
    const hears = (event: LadderEvent) => {
      const result = step(state, event, rules)
      check(state, event, result, patient)
      if (result.state.phase !== state.phase)
        seenPhases.set(result.state.phase, (seenPhases.get(result.state.phase) ?? 0) + 1)
      state = result.state
      const [message] = result.effects
      if (message) patient.seen = suffer(patient, state, at)
      if (message?.do === 'kiosk' && chance.chance(0.1)) hears({ type: 'refused', at, isFinal: chance.chance(0.3) })
    }
    const look = () => {
      const isQuiet = at % DAY < 6 * HOUR
      const served = chance.pick([true, true, undefined, false])
      const { quietUntil: _, ...seen } = patient.seen
      patient.seen = {
        ...seen,
        isServed: served,
        isCrowded: chance.chance(0.1),
        ...(isQuiet && { quietUntil: at - (at % DAY) + 6 * HOUR }),
      }
      suspicion = suspect(suspicion, patient.seen, rules.after, at)
      const order = orderBy(chance, at, patient.seen, suspicion?.since)
      if (order) hears(order)
      hears({ type: 'looked', at, sight: patient.seen, since: suspicion?.since })
    }
    while (at < DAYS * DAY) {
      look()
      // What is sent may be lost with the server: it goes on from what was stored.
      if (chance.chance(0.01)) state = structuredClone(state)
      patient.seen = live(patient, at)
      const due = dueOf(state)
      at = Math.min(at + 3 * MINUTE, due !== undefined && due > at ? due : Number.POSITIVE_INFINITY)
    }
    // When nothing changes any more, it ends: somebody is called, or nothing is wrong, or nothing can be known.
    const last = patient.seen
    patient.seen = { ...last, isServed: true }
    let sentAt = at
    for (const end = at + 3 * DAY; at < end; at += 3 * MINUTE) {
      suspicion = suspect(suspicion, patient.seen, rules.after, at)
      const { quietUntil: _, ...seen } = { ...patient.seen, isCrowded: false }
      const result = step(state, { type: 'looked', at, sight: seen, since: suspicion?.since }, rules)
      if (result.effects.length > 0) sentAt = at
      state = result.state
    }
    expect(at - sentAt).toBeGreaterThan(DAY)
    const verdict = judge(patient.seen, Number.POSITIVE_INFINITY, rules.after).is
    if (verdict === 'wrong') expect(['needs-hands', 'left']).toContain(state.phase)
  }
  for (const phase of ['well', 'sending', 'verifying', 'waiting', 'needs-hands', 'left'])
    expect([phase, (seenPhases.get(phase) ?? 0) > 50]).toEqual([phase, true])
})
