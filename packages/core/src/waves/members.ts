import { PLACES } from './place.ts'
import { type Canary, type Selector, takesAll } from './plan.ts'

/** What a wave can tell tablets apart by. */
export interface Traits {
  /** Its place in the queue, as `placeOf` tells. */
  place: number
  group?: string | undefined
  tags?: readonly string[] | undefined
}

/**
 * Up to where in the queue a wave reaches: a tablet whose place is below is in it. Set when the wave opens, by the fleet as
 * it is then, so that one percent of twenty tablets is one tablet. Who comes later with a place below joins it.
 *
 * @param places of the tablets that are known, in any order
 * @param before how far the wave before it reached
 * @returns 0 to 2^32; `before` for waves of groups and tags
 */
export function reachOf(selector: Selector, places: readonly number[], before: number): number {
  const last = (count: number) => [...places].sort((a, b) => a - b)[Math.min(count, places.length) - 1]
  if ('percent' in selector) {
    const share = selector.percent / 100
    const least = last(Math.ceil(share * places.length - 1e-9))
    return Math.max(before, Math.ceil(share * PLACES), least === undefined ? 0 : least + 1)
  }
  if ('count' in selector) {
    const least = last(selector.count)
    return Math.max(before, least === undefined ? 0 : least + 1)
  }
  return before
}

/**
 * The wave that takes a tablet in: the first one that has it.
 *
 * @param reaches of the waves that were opened
 * @returns its number, from 1; `undefined` when it is in none of the open waves
 */
export function waveOf({ waves }: Canary, reaches: readonly number[], tablet: Traits): number | undefined {
  const index = reaches.findIndex((reach, i) => {
    const wave = waves[i]
    if (!wave) return false
    return takesAll(wave) || tablet.place < reach || isNamed(wave, tablet)
  })
  return index === -1 ? undefined : index + 1
}

/** Everything a plan would do to a fleet: how far each wave would reach if it opened now. */
export function reachesOf({ waves }: Canary, places: readonly number[]): number[] {
  let before = 0
  return waves.map((wave) => {
    before = reachOf(wave, places, before)
    return before
  })
}

function isNamed(wave: Selector, { group, tags = [] }: Traits): boolean {
  if ('groups' in wave) return group !== undefined && wave.groups.includes(group)
  return 'tags' in wave && wave.tags.some((tag) => tags.includes(tag))
}
