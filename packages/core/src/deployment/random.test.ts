import { expect, it } from 'vitest'
import { interference, outcome, PATIENCE } from '../testing/deployment-world.ts'
import { dice } from '../testing/dice.ts'
import { readPlan } from '../waves/read-plan.ts'
import { wilsonLower } from '../waves/wilson.ts'
import { type DeploymentState, hasEnded, isCandidate, isLive } from './deployment.ts'
import { isBraked } from './spread.ts'
import { type DeploymentEvent, type Policy, step, toStart } from './step.ts'
import { workOf } from './work.ts'

const SEEDS = 2_000
/** Steps from the last disturbance to an end at most, with a fleet that gets somewhere and a person who answers. */
const MOST_STEPS = 200

const waves = [
  { percent: 1, bake: 10 },
  { tags: ['qa'], bake: 0, approval: true },
  { percent: 100, bake: 20 },
]
const PLANS = [
  readPlan({}),
  readPlan({ strategy: 'canary', waves, onError: 'pause', patience: PATIENCE / 1_000 }),
  readPlan({ strategy: 'canary', waves, onError: 'rollback', patience: PATIENCE / 1_000 }),
  readPlan({ strategy: 'canary', waves, onError: 'notify', patience: PATIENCE / 1_000 }),
  readPlan({ strategy: 'blue-green' }),
  readPlan({ strategy: 'blue-green', autoPromote: 10 }),
] as const

const AFTER_THE_END = ['rollback', 'rechecked', 'measured', 'resumed']
const SUCCESSES = ['checked', 'rechecked', 'promoted']

function check(before: DeploymentState, event: DeploymentEvent, after: DeploymentState, policy: Policy): void {
  if (after === before) return
  expect(after).not.toEqual(before)
  if (hasEnded(before)) expect(AFTER_THE_END).toContain(event.type)
  if ('attempt' in after) expect(after.attempt).toBeLessThanOrEqual(policy.attempts)
  if (after.phase === 'success' && before.phase !== 'success') expect(SUCCESSES).toContain(event.type)
  if (after.phase === 'rolled-back' && before.phase !== 'rolled-back') expect(before.phase).toBe('checking-back')
  if (after.phase === 'failed' && after.reason === 'rollback-failed' && before.phase === 'rolling-back')
    expect(after.live).toBe(isLive(before))
  expect(isLive(after) && isCandidate(after)).toBe(false)
  // A candidate becomes current by being promoted, and in no other way.
  if (isCandidate(before) && isLive(after)) expect(event.type).toBe('promoted')
  checkWaves(before, event, after)
  expect(structuredClone(after)).toEqual(after)
}

/** Waves open one after the other, never while something holds them, and the brake is pulled when it must be. */
function checkWaves(before: DeploymentState, event: DeploymentEvent, after: DeploymentState): void {
  const { spread } = after
  if (!spread) return
  expect([spread.reaches.length, spread.waves.length]).toEqual([spread.wave, spread.wave])
  const { wave = 0, brake, paused } = before.spread ?? {}
  const isOpened = spread.wave > wave
  if (isOpened) expect(spread.wave).toBe(wave + 1)
  const goesOn = isOpened || (after.phase === 'promoting' && before.phase !== 'promoting')
  if (goesOn) {
    expect([isBraked(brake), paused?.why === 'operator']).toEqual([false, false])
    expect(paused === undefined || event.type === 'promote').toBe(true)
  }
  if (spread.brake && !brake) {
    const { errors, samples, value, threshold } = spread.brake
    expect([value, value > threshold]).toEqual([wilsonLower(errors, samples), true])
  }
  if (brake && !spread.brake) expect(event).toMatchObject({ type: 'resumed', acceptErrors: true })
}

/** Who waits for something is given it: nobody is left without something to do, but who waits for a person or its tablets. */
function checkIdle(state: DeploymentState): void {
  const waiting = ['awaiting-approval', 'pending', 'spreading', 'baking', 'gated']
  const isIdle =
    hasEnded(state) || waiting.includes(state.phase) || (state.phase === 'previewing' && state.until === undefined)
  expect(workOf(state) === undefined).toBe(isIdle)
}

it(`[D22] whatever happens, a deployment ends, in ${SEEDS} random lives`, () => {
  const ends = new Map<string, number>()
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const chance = dice(seed)
    const policy: Policy = { delay: 10, attempts: 3, interval: 5, plan: chance.pick(PLANS) }
    let state = chance.chance(0.2)
      ? ({ phase: 'awaiting-approval', startAt: 50 } as const)
      : toStart(chance.below(9), 1)
    let disturbed = chance.below(5)
    let at = 1_000_000
    for (let steps = 0; !hasEnded(state) || disturbed > 0; at += 1 + chance.below(5_000)) {
      const disturb: boolean = disturbed > 0 && chance.chance(0.2)
      if (disturb) {
        disturbed -= 1
        steps = 0
      } else if (hasEnded(state)) break
      const event: DeploymentEvent = disturb ? interference(at, chance) : outcome(state, at, chance)
      const next: DeploymentState = step(state, event, policy)
      check(state, event, next, policy)
      checkIdle(next)
      state = next
      steps += 1
      expect(steps).toBeLessThan(MOST_STEPS)
    }
    const end = state.phase === 'failed' ? state.reason : state.phase
    ends.set(end, (ends.get(end) ?? 0) + 1)
  }
  const reached = ['success', 'rolled-back', 'rollback-failed', 'health-failed', 'health-unmeasured', 'superseded']
  for (const end of [...reached, 'error-rate']) expect([end, (ends.get(end) ?? 0) > 10]).toEqual([end, true])
})
