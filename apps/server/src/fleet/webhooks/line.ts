import type { DeployEvent } from './delivery.ts'

/**
 * The way one branch goes in one environment by one kind of event: what it was at last, and since when. Each kind has a line of
 * its own, for its times are those of another thing: a run is as old as its push, a release as its publication. Times are ms
 * since the epoch.
 */
export interface Line extends LineName {
  /** The commit or tag that was accepted last. */
  head: string
  /** The latest moment that was accepted. */
  newest: number
  /** When `head` was accepted; another one after that, and the same once more, is a new beginning. */
  since: number
}

/** What a line is known by. */
export interface LineName {
  environment: string
  event: DeployEvent
  branch: string
}

/**
 * Did something newer of the same line come before? Then the network has turned the two round.
 *
 * @param moment when it was pushed, run or ordered
 */
export function isOlder(moment: number, line: Line | undefined): boolean {
  return line !== undefined && moment < line.newest
}

/** A line after something that is not older was accepted on it. */
export function advance(
  line: Line | undefined,
  { moment, ...accepted }: LineName & { head: string; moment: number },
): Line {
  return { ...accepted, newest: moment, since: line?.head === accepted.head ? line.since : moment }
}
