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
 * it is then, so that one percent of twenty tablets is one tablet, and five percent of a hundred are five. Who comes later
 * with a place below joins it.
 *
 * @param places of the tablets that are known, in any order
 * @param before how far the wave before it reached
 * @returns 0 to 2^32; `before` for waves of groups and tags
 */
export function reachOf(selector: Selector, places: readonly number[], before: number): number {
  return 'percent' in selector || 'count' in selector ? reachIn(selector, inOrder(places), before) : before
}

/** Everything a plan would do to a fleet: how far each wave would reach if it opened now. */
export function reachesOf({ waves }: Canary, places: readonly number[]): number[] {
  const queue = inOrder(places)
  let before = 0
  return waves.map((wave) => {
    before = reachIn(wave, queue, before)
    return before
  })
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

/** Numbers as numbers: a hundred thousand of them are in order within some milliseconds. */
function inOrder(places: readonly number[]): Float64Array {
  return Float64Array.from(places).sort()
}

function reachIn(selector: Selector, queue: Float64Array, before: number): number {
  if ('count' in selector) return Math.max(before, justAfter(selector.count, queue))
  if (!('percent' in selector)) return before
  const share = selector.percent / 100
  if (queue.length === 0) return Math.max(before, Math.ceil(share * PLACES))
  // Five percent of a hundred are five, also where a computer makes 5.000000000000001 of it.
  return Math.max(before, justAfter(Math.ceil(share * queue.length - 1e-9), queue))
}

/** Behind the first so many of the queue. */
function justAfter(count: number, queue: Float64Array): number {
  const last = queue[Math.min(count, queue.length) - 1]
  return last === undefined ? 0 : last + 1
}

function isNamed(wave: Selector, { group, tags = [] }: Traits): boolean {
  if ('groups' in wave) return group !== undefined && wave.groups.includes(group)
  return 'tags' in wave && wave.tags.some((tag) => tags.includes(tag))
}
