import { counted, percent, type Reading } from './reading.ts'
import { type AlertSettings, FEWEST_CONCERNED } from './rules.ts'
import type { FleetSnapshot } from './snapshot.ts'

type Snapshot = Pick<FleetSnapshot, 'expected' | 'behind' | 'stuck' | 'waiting'>

/**
 * Do the tablets that are there get the release they should run? `value` is the share that runs it. A tablet that should not
 * run it yet, because its wave has not come, is not behind.
 */
export function adoptionStalled(
  { expected, behind, stuck, waiting }: Snapshot,
  { share }: NonNullable<AlertSettings['adoption-stalled']>,
): Reading {
  const value = expected === 0 ? 1 : (expected - behind) / expected
  const isLow = value < share && behind >= FEWEST_CONCERNED
  return {
    verdict: isLow ? 'firing' : 'ok',
    value,
    threshold: share,
    samples: expected,
    text: `${expected - behind} of ${counted(expected, 'online tablet')} (${percent(value)}) run the release they should; ${percent(share)} is the least.${whatHinders(behind, stuck, waiting)}`,
    advice: adviceOn(stuck, waiting),
  }
}

function whatHinders(behind: number, stuck: number, waiting: number): string {
  const rest = behind - stuck - waiting
  return behind === 0
    ? ''
    : ` Of the ${behind} behind, ${stuck} are stuck, ${waiting} have it and wait to switch, ${rest} have not got it.`
}

function adviceOn(stuck: number, waiting: number): string {
  if (stuck >= FEWEST_CONCERNED) return 'See why they are stuck with `relevo status`, and correct that or go back.'
  if (waiting >= FEWEST_CONCERNED)
    return 'See what holds them: a question nobody answers, hours, a call; or order it with force.'
  return 'Look at `relevo tablets` for what they do, and whether they can reach the release’s files.'
}
