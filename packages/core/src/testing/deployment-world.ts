import type { DeploymentState } from '../deployment/deployment.ts'
import type { DeploymentEvent } from '../deployment/step.ts'
import { workOf } from '../deployment/work.ts'
import { BACK, measured } from './deployments.ts'
import type { Dice } from './dice.ts'

/** Patience with a wave in which nothing moves. */
export const PATIENCE = 60_000

/** A look at the tablets, most of which do well. */
function look(at: number, chance: Dice): DeploymentEvent {
  const wave = chance.pick([
    { succeeded: 50 },
    { succeeded: 50, failed: chance.below(4) },
    { succeeded: 3, underWay: chance.below(30), waiting: chance.below(3) },
    { succeeded: chance.below(3), movedAt: at - chance.below(2 * PATIENCE) },
    chance.chance(0.25) ? { succeeded: 10, failed: 10 } : { succeeded: 20 },
    {},
  ])
  return measured(at, wave, { back: chance.chance(0.5) ? BACK : undefined, reach: chance.below(2 ** 32) })
}

/** What a person says whom a deployment waits for, or who wants it over. */
function answer(at: number, chance: Dice): DeploymentEvent {
  return chance.pick<DeploymentEvent>([
    { type: 'approved', at },
    { type: 'promote', at, all: chance.chance(0.1), reach: chance.below(2 ** 32) },
    { type: 'resumed', at, acceptErrors: chance.chance(0.7) },
    { type: 'resumed', at, acceptErrors: true },
  ])
}

/** What comes of a state when nobody disturbs it. */
export function outcome(state: DeploymentState, at: number, chance: Dice): DeploymentEvent {
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
      return { type: 'woke', at }
    case undefined:
      if (state.phase === 'pending') return { type: 'started' }
      return state.spread && chance.chance(0.7) ? look(at, chance) : answer(at, chance)
  }
}

/** What people and late results throw in. */
export function interference(at: number, chance: Dice): DeploymentEvent {
  const verdict = chance.pick(['healthy', 'unhealthy', 'unmeasured', 'none'] as const)
  return chance.pick<DeploymentEvent>([
    { type: 'rollback', back: BACK },
    { type: 'aborted' },
    { type: 'superseded', by: 'd9' },
    { type: 'rechecked', verdict },
    { type: 'denied' },
    { type: 'approved', at },
    { type: 'deployed', at },
    { type: 'went-back', at },
    { type: 'promoted', at },
    { type: 'paused', at, detail: 'x' },
    { type: 'paused', at },
    { type: 'checked', verdict, at },
    { type: 'woke', at: at - chance.below(20_000) },
    look(at - chance.below(PATIENCE), chance),
    answer(at, chance),
  ])
}
