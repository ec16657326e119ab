import { expect, it } from 'vitest'
import { elsewhere, offer, on, RULES, seen, woke } from '../testing/assignments.ts'
import { type Dice, dice } from '../testing/dice.ts'
import { ASSIGNMENT_PHASES, type Assignment, isFailure, isUnderWay, pendingIn } from './assignment.ts'
import { type AssignmentEvent, step } from './step.ts'

const SEEDS = 300
const EVENTS_A_LIFE = 60

function anyEvent(at: number, chance: Dice): AssignmentEvent {
  const error = chance.pick(['boot-error', 'no-space', 'incompatible'] as const)
  return chance.pick<AssignmentEvent>([
    offer(at),
    offer(at),
    elsewhere(at),
    elsewhere(at, chance.pick(['downloading', 'backing_off', 'staged', 'switching'] as const)),
    elsewhere(at, chance.pick(['downloading', 'backing_off', 'staged', 'switching'] as const)),
    chance.chance(0.2) ? elsewhere(at, chance.pick(['rolled_back', 'stuck'] as const), { error }) : on(at, 'trial'),
    on(at),
    on(at),
    seen(at),
    woke(at),
    chance.chance(0.3) ? { type: 'ordered', at, retry: `r${chance.below(4)}`, force: chance.chance(0.5) } : on(at),
    chance.chance(0.3) ? { type: 'called-off', at } : seen(at),
    chance.chance(0.2) ? { type: 'superseded', at } : woke(at),
    chance.chance(0.1) ? on(at, 'stuck', { error: 'boot-script' }) : on(at, 'trial'),
  ])
}

/** Since when the tablet has said nothing but that the release is up; absent while it is not. */
function upAfter(upSince: number | undefined, event: AssignmentEvent): number | undefined {
  if (event.type !== 'reported') return upSince
  const { release, phase } = event.report
  if (release !== RULES.version || phase === 'trial' || phase === 'stuck') return undefined
  return upSince === undefined || upSince > event.at ? event.at : upSince
}

function check(before: Assignment, event: AssignmentEvent, after: Assignment, upSince: number | undefined): void {
  if (after.phase === 'succeeded' && before.phase !== 'succeeded') {
    expect(['reported', 'seen']).toContain(event.type)
    expect(event.at - (upSince ?? Number.NaN)).toBeGreaterThanOrEqual(RULES.verify)
  }
  if (event.type === 'reported' && event.report.release !== RULES.version) expect(after.phase).not.toBe('succeeded')
  expect(after.offers).toBeLessThanOrEqual(RULES.maxOffers)
  expect(after.attempts).toBeGreaterThanOrEqual(before.attempts)
  if (isFailure(after)) expect(after.failedSince).toBeDefined()
  const isForgiven = ['succeeded', 'superseded', 'incompatible'].includes(after.phase) || event.type === 'ordered'
  if (before.failedSince !== undefined && !isForgiven) expect(after.failedSince).toBe(before.failedSince)
  if (event.type === 'woke' && isUnderWay(after) && after.phase !== 'staged')
    expect(after.due - event.at).toBeLessThanOrEqual(RULES.timeout + RULES.verify)
  if (isUnderWay(before) && isUnderWay(after) && after.due > before.due && event.type === 'reported')
    expect(after.furthest > before.furthest || before.phase === 'staged').toBe(true)
  expect(structuredClone(after)).toEqual(after)
}

it(`[W44] whatever happens in ${SEEDS} random lives, a try ends, or waits for a person`, () => {
  const reached = new Set<string>()
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const chance = dice(seed)
    let [at, upSince]: [number, number | undefined] = [0, undefined]
    let assignment = pendingIn(1, 0)
    for (let i = 0; i < EVENTS_A_LIFE; i += 1) {
      at = chance.chance(0.02) ? Math.max(0, at - chance.below(3_000)) : at + chance.below(120)
      const event = anyEvent(at, chance)
      upSince = upAfter(upSince !== undefined && upSince > at ? at : upSince, event)
      const next = step(assignment, event, RULES)
      check(assignment, event, next, upSince)
      assignment = next
      reached.add(assignment.phase)
    }
    // Nobody is heard any more: the first look may find a clock that was set back, the second finds it out.
    for (let i = 0; i < 2; i += 1, at += RULES.timeout + RULES.verify) assignment = step(assignment, woke(at), RULES)
    assignment = step(assignment, woke(at), RULES)
    expect(isUnderWay(assignment) && assignment.phase !== 'staged').toBe(false)
  }
  expect([...reached].sort()).toEqual([...ASSIGNMENT_PHASES].sort())
})

it('[W45] an event that changes nothing gives back the very same object', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const chance = dice(seed)
    let assignment = pendingIn(1, 0)
    for (let at = 0; at < 3_000; at += 1 + chance.below(100)) {
      const event = anyEvent(at, chance)
      const next = step(assignment, event, RULES)
      if (next !== assignment) expect(next).not.toEqual(assignment)
      assignment = next
    }
  }
})
