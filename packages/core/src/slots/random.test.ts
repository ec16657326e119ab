import { describe, expect, it } from 'vitest'
import { type Dice, dice } from '../testing/dice.ts'
import { keptReleases, NO_SLOTS, nextRelease, type Slots } from './slots.ts'
import { type SlotsEvent, type SlotsStep, step } from './step.ts'

const VERSIONS = ['r0', 'r1', 'r2', 'r3', 'constructor'] as const
const ATTEMPTS = 2
const SEEDS = 100
const EVENTS_A_RUN = 300

/** An event that may happen to these slots; half of the tokens and versions fit, so that trials get somewhere. */
function anyEvent(slots: Slots, at: number, chance: Dice): SlotsEvent {
  const version = slots.staged && chance.chance(0.5) ? slots.staged : chance.pick(VERSIONS)
  const token = slots.phase === 'trial' && chance.chance(0.7) ? slots.trial.token : `token-${chance.below(at + 1)}`
  return chance.pick<SlotsEvent>([
    { type: 'staged', version },
    { type: 'switch', version, token: `token-${at}` },
    { type: 'navigated', at, attempts: ATTEMPTS, readyTimeout: 5 },
    { type: 'confirmed', token },
    { type: 'adopted', version },
    { type: 'boot-failed', token, code: 'boot-error', at },
    { type: 'expired', token, at },
    { type: 'rollback', at },
    { type: 'blocked', versions: [version], at },
    { type: 'retry', version, retry: `retry-${chance.below(3)}` },
    chance.chance(0.02) ? { type: 'emptied' } : { type: 'confirmed', token },
    chance.chance(0.1) ? { type: 'lost', version } : { type: 'told', version },
    chance.chance(0.1) ? { type: 'spared' } : { type: 'staged', version },
    chance.chance(0.1) ? { type: 'reset', directive: `directive-${at}` } : { type: 'told', version },
  ])
}

/** What must hold after every step, whatever happened. */
function check(before: Slots, event: SlotsEvent, { slots, effects }: SlotsStep): void {
  const failed = Object.keys(slots.failed)
  const kept = keptReleases(slots)
  const trial = slots.phase === 'trial' ? slots.trial : undefined

  for (const version of failed) expect(kept).not.toContain(version)
  const forgiven = Object.keys(before.failed).filter((version) => !failed.includes(version))
  if (event.type !== 'reset') expect(forgiven).toEqual(event.type === 'retry' && forgiven.length ? [event.version] : [])

  expect(new Set(kept).size).toBe(kept.length)
  expect(slots.staged === undefined || ![slots.active, trial?.version].includes(slots.staged)).toBe(true)
  expect(slots.active === undefined || slots.active !== slots.previous).toBe(true)
  expect(trial?.version).not.toBe(slots.active ?? null)
  expect(slots.phase === 'network').toBe(nextRelease(slots) === undefined)
  if (slots.phase === 'network') expect(slots.previous).toBeUndefined()

  if (trial) expect(trial.attempts).toBeLessThanOrEqual(ATTEMPTS)
  if (before.phase === 'trial' && slots.phase !== 'trial') {
    if (slots.active === before.trial.version) expect(event).toEqual({ type: 'confirmed', token: before.trial.token })
    else if (!['reset', 'emptied', 'lost', 'switch'].includes(event.type)) {
      expect(slots.active).toBe(before.active)
      expect(failed).toContain(before.trial.version)
    }
  }
  if (before.phase === 'settled' && slots.phase === 'settled' && slots.active !== before.active)
    expect([slots.active, ['rollback', 'blocked', 'lost'].includes(event.type)]).toEqual([before.previous, true])

  for (const effect of effects)
    if (effect.do === 'recover' && event.type !== 'lost') expect(failed).toContain(effect.version)
  if (slots === before) expect(effects.filter((effect) => effect.do !== 'watch')).toEqual([])
  expect(sent(slots)).toEqual(slots)
}

/** What a record is after a way through storage. */
function sent(slots: Slots): Slots {
  return structuredClone(slots)
}

describe('random runs of the slots', () => {
  it(`keep every rule in ${SEEDS} runs of ${EVENTS_A_RUN} events`, () => {
    const reached = { confirmed: 0, failed: 0, back: 0 }
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const chance = dice(seed)
      let slots: Slots = NO_SLOTS
      const history: SlotsEvent[] = []
      for (let at = 1; at <= EVENTS_A_RUN; at += 1) {
        const event = anyEvent(slots, at, chance)
        history.push(event)
        const next = step(slots, event)
        try {
          check(slots, event, next)
        } catch (cause) {
          throw new Error(`seed ${seed}: ${JSON.stringify(history.slice(-8))} led to ${JSON.stringify(next)}`, {
            cause,
          })
        }
        if (slots.phase === 'trial' && next.slots.phase === 'settled')
          reached[next.slots.active === slots.trial.version ? 'confirmed' : 'failed'] += 1
        if (event.type === 'rollback' && slots.phase === 'settled' && next.slots !== slots) reached.back += 1
        slots = next.slots
      }
    }
    expect(Math.min(...Object.values(reached))).toBeGreaterThan(SEEDS / 2)
  })
})
