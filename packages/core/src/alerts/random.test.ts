import { expect, it } from 'vitest'
import { type Dice, dice } from '../testing/dice.ts'
import { ALL_WELL, type AlertState, isSilenced } from './alert-state.ts'
import type { AlertVerdict } from './reading.ts'
import { type AlertEvent, step } from './step.ts'

const SEEDS = 500
const patience = { hold: 120_000, calm: 60_000 }
const EVERY = 15_000

/** A fleet whose weather lasts for a while, so that alerts come about. */
function nextVerdict(last: AlertVerdict, chance: Dice): AlertVerdict {
  return chance.chance(0.85) ? last : chance.pick(['firing', 'firing', 'ok', 'ok', 'unknown', 'too-few'] as const)
}

/** What people and the setting up throw in. */
function interference(at: number, chance: Dice): AlertEvent {
  return chance.pick<AlertEvent>([
    { type: 'acknowledged', by: 'ana', at },
    { type: 'silenced', until: at + chance.below(900_000), at },
    { type: 'unsilenced', at },
    { type: 'retired', at },
  ])
}

/** The looks at an alert since it was well, as far as they count. */
interface Looks {
  bad: number
  last?: { verdict: AlertVerdict; at: number }
}

function check(before: AlertState, event: AlertEvent, after: AlertState, record: Looks): void {
  const hasFired = after.phase === 'firing' && before.phase !== 'firing'
  if (hasFired) expect([event.type, record.bad >= patience.hold]).toEqual(['looked', true])
  if (after.phase === 'resolved' && before.phase !== 'resolved') {
    const isWell = event.type === 'looked' && (event.verdict === 'ok' || event.verdict === 'too-few')
    expect([before.phase, isWell || event.type === 'retired']).toEqual(['firing', true])
  }
  const toldAt = (state: AlertState) => ('toldAt' in state ? state.toldAt : undefined)
  if (toldAt(after) !== undefined && toldAt(after) !== toldAt(before)) {
    expect(toldAt(before)).toBeUndefined()
    expect([after.phase, isSilenced(after, event.at)]).toEqual(['firing', false])
  }
  if (event.type === 'looked') expect(after.silencedUntil).toBe(before.silencedUntil)
  expect(structuredClone(after)).toEqual(after)
}

it(`[A22] whatever happens, an alert fires for a reason, is told at most once and ends, in ${SEEDS} random lives`, () => {
  const seen = new Map<string, number>()
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const chance = dice(seed)
    let state: AlertState = ALL_WELL
    let verdict: AlertVerdict = 'ok'
    const record: Looks = { bad: 0 }
    for (let looks = 0, at = 0; looks < 120; looks += 1) {
      at += chance.chance(0.05) ? chance.below(7_200_000) - 3_600_000 : EVERY
      verdict = nextVerdict(verdict, chance)
      const event = chance.chance(0.1) ? interference(at, chance) : ({ type: 'looked', verdict, at } as const)
      if (event.type === 'looked') {
        // What was bad at both ends of a gap was bad in between, as long as that is no more than a minute.
        const since = record.last === undefined ? 0 : Math.min(60_000, Math.max(0, at - record.last.at))
        if (verdict === 'ok' || verdict === 'too-few') record.bad = 0
        else if (verdict === 'firing') record.bad += since
        record.last = { verdict, at }
      }
      const next = step(state, event, patience)
      check(state, event, next, record)
      if (next.phase !== state.phase) seen.set(next.phase, (seen.get(next.phase) ?? 0) + 1)
      state = next
    }
    // Once all is well and looked at for long enough, nothing fires any more.
    let at = 'lookedAt' in state ? state.lookedAt : 0
    for (let looks = 0; looks < 6; looks += 1) {
      at += EVERY
      state = step(state, { type: 'looked', verdict: 'ok', at }, patience)
    }
    expect(['ok', 'resolved']).toContain(state.phase)
  }
  for (const phase of ['ok', 'pending', 'firing', 'resolved'])
    expect([phase, (seen.get(phase) ?? 0) > 200]).toEqual([phase, true])
})
