import type { Dice } from '../../packages/core/src/testing/dice.ts'

/** What becomes of a tablet that is told to take the release. */
export type Fate =
  | 'good'
  /** The release does not start there. */
  | 'boots-not'
  /** It starts, and the tablet goes back some time after. */
  | 'falls-back'
  /** It falls silent for good, somewhere on its way. */
  | 'dies'
  /** It falls silent for longer than the timeout, and comes back. */
  | 'naps'
  /** It is not there for a month. */
  | 'away'
  /** Its page crashes before it has heard what is wanted, over and over. */
  | 'loops'
  /** Its download never ends. */
  | 'stalls'
  /** Whoever stands in front of it is asked, and takes a long time. */
  | 'held'
  /** Its browser is too old. */
  | 'too-old'
  /** Its kiosk does not reload when it is asked to. */
  | 'stuck'

/** Troubles that are the tablet's own, with how often they come among a thousand. */
const OWN: readonly [Fate, number][] = [
  ['dies', 4],
  ['naps', 10],
  ['away', 40],
  ['loops', 2],
  ['stalls', 2],
  ['held', 30],
  ['too-old', 3],
  ['stuck', 2],
]
/** Troubles of a release that is no good. */
const OF_THE_RELEASE: readonly Fate[] = ['boots-not', 'boots-not', 'falls-back', 'stalls', 'dies']

/** @param bad share of the tablets on which the release is no good */
export function fateOf(chance: Dice, bad: number): Fate {
  if (chance.chance(bad)) return OF_THE_RELEASE[chance.below(OF_THE_RELEASE.length)] ?? 'boots-not'
  let roll = chance.below(1_000)
  for (const [fate, often] of OWN) {
    roll -= often
    if (roll < 0) return fate
  }
  return 'good'
}
