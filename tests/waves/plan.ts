import { type Canary, readPlan } from '@relevo/core/waves'
import type { Dice } from '../../packages/core/src/testing/dice.ts'

/** A plan as somebody may have written it for a fleet of this size. */
export function planOf(chance: Dice, size: number): Canary {
  const waves = chance.pick([
    [{ percent: 1 }, { percent: 10 }, { percent: 50 }],
    [{ groups: ['lobby'] }, { percent: 5 }, { percent: 25, approval: true }],
    [{ tags: ['qa'] }, { count: Math.max(2, Math.ceil(size / 40)), minSamples: 2 }, { percent: 20 }],
    [{ percent: 25, approval: true }],
    [{ percent: 5, bake: 0 }, { groups: ['night'] }, { percent: 100 }],
  ])
  const bake = chance.pick([0, 300, 1_800])
  const more = { bake, success: chance.pick([0.5, 0.9]), error: chance.pick([0.02, 0.05, 0.2]) }
  return readPlan({
    strategy: 'canary',
    waves: waves.map((wave) => ({ ...more, ...wave })),
    onError: chance.pick(['pause', 'rollback', 'notify'] as const),
    atOnce: chance.pick([undefined, undefined, Math.ceil(size / 20), 3_000]),
    timeout: chance.pick([900, 1_800]),
    verify: chance.pick([60, 300]),
    patience: chance.pick([1_800, 5_400]),
    maxOffers: chance.pick([3, 20]),
  }) as Canary
}
