import { expect, it } from 'vitest'
import { type Dice, dice } from '../testing/dice.ts'
import { type DeploymentState, hasEnded, isLive } from './deployment.ts'
import { type DeploymentEvent, step } from './step.ts'
import { workOf } from './work.ts'

const SEEDS = 2_000
const policy = { delay: 10, attempts: 3, interval: 5 }
/** Steps of work from a start to an end at most: prepare, deploy, and twice a wait, three looks and two waits between. */
const MOST_STEPS = 20

const BACK = { version: 'r1', deployment: 'd1' }

/** What comes of the work that a state asks for. */
function outcome(state: DeploymentState, at: number, chance: Dice): DeploymentEvent {
  const work = workOf(state)
  const back = chance.chance(0.8) ? BACK : undefined
  switch (work?.do) {
    case 'prepare':
      return chance.chance(0.9) ? { type: 'prepared' } : { type: 'prepare-failed', detail: 'x' }
    case 'deploy':
      return chance.chance(0.8) ? { type: 'deployed', at } : { type: 'deploy-failed', detail: 'x', back }
    case 'promote':
      return chance.chance(0.9) ? { type: 'promoted', at } : { type: 'promote-failed', detail: 'x', back }
    case 'roll-back':
      return chance.chance(0.8) ? { type: 'went-back', at } : { type: 'back-failed', detail: 'x' }
    case 'check': {
      const verdict = chance.pick(['healthy', 'unhealthy', 'unhealthy', 'unmeasured', 'none'] as const)
      return { type: 'checked', verdict, at, back }
    }
    case 'wait':
      return { type: 'woke', at: work.until }
    case undefined:
      return state.phase === 'pending' ? { type: 'started' } : { type: 'approved', at: 0 }
  }
}

/** What people and late results throw in. */
function interference(at: number, chance: Dice): DeploymentEvent {
  return chance.pick<DeploymentEvent>([
    { type: 'rollback', back: BACK },
    { type: 'aborted' },
    { type: 'superseded', by: 'd9' },
    { type: 'rechecked', verdict: chance.pick(['healthy', 'unhealthy', 'unmeasured', 'none'] as const) },
    { type: 'denied' },
    { type: 'approved', at: 0 },
    { type: 'deployed', at },
    { type: 'went-back', at },
    { type: 'checked', verdict: 'healthy', at },
    { type: 'woke', at: at - chance.below(20) },
  ])
}

function check(before: DeploymentState, event: DeploymentEvent, after: DeploymentState): void {
  if (hasEnded(before) && after !== before) expect(['rollback', 'rechecked']).toContain(event.type)
  if ('attempt' in after) expect(after.attempt).toBeLessThanOrEqual(policy.attempts)
  if (after.phase === 'success' && before.phase !== 'success') expect(['checked', 'rechecked']).toContain(event.type)
  if (after.phase === 'rolled-back' && after !== before && before.phase !== 'rolled-back')
    expect(before.phase).toBe('checking-back')
  if (after.phase === 'failed' && after.reason === 'rollback-failed' && before.phase === 'rolling-back')
    expect(after.live).toBe(isLive(before))
  // Nobody is left without something to do, but who waits for a person or for his turn, and who has ended.
  const isIdle = hasEnded(after) || after.phase === 'awaiting-approval' || after.phase === 'pending'
  expect(workOf(after) === undefined).toBe(isIdle)
  expect(structuredClone(after)).toEqual(after)
}

it(`[D22] whatever happens, a deployment ends, in ${SEEDS} random lives`, () => {
  const ends = new Map<string, number>()
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const chance = dice(seed)
    let state: DeploymentState = { phase: chance.chance(0.2) ? 'awaiting-approval' : 'pending' }
    let disturbed = chance.below(4)
    for (let at = 1, steps = 0; !hasEnded(state) || disturbed > 0; at += 1) {
      const disturb = disturbed > 0 && chance.chance(0.3)
      if (disturb) {
        disturbed -= 1
        steps = 0
      } else if (hasEnded(state)) break
      const event = disturb ? interference(at, chance) : outcome(state, at, chance)
      const next = step(state, event, policy)
      check(state, event, next)
      state = next
      steps += 1
      expect(steps).toBeLessThan(MOST_STEPS)
    }
    const end = state.phase === 'failed' ? state.reason : state.phase
    ends.set(end, (ends.get(end) ?? 0) + 1)
  }
  const reached = ['success', 'rolled-back', 'rollback-failed', 'health-failed', 'health-unmeasured', 'superseded']
  for (const end of reached) expect([end, (ends.get(end) ?? 0) > 10]).toEqual([end, true])
})
