import type { Version } from '@relevo/core/release'
import type { Environment } from './environment.ts'

/**
 * Which release does a tablet of this environment get? `version.json`, hosting and the lists all ask here, so that they
 * cannot disagree. A release that failed on a tablet is refused there, by the tablet, which remembers it.
 *
 * While the current release is blocked, it is the latest one before it that is not. Without such a one it stays the
 * current: `version.json` says that it is blocked, and a tablet that has nothing else runs on.
 *
 * @param former releases that were current once, the latest such first
 * @returns `undefined` while nothing was made current
 */
export function whichRelease(
  { current }: Environment,
  former: readonly Version[],
  isBlocked: (version: Version) => boolean,
): Version | undefined {
  if (current === undefined || !isBlocked(current)) return current
  return former.find((version) => !isBlocked(version)) ?? current
}
