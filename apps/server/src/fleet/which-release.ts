import type { Version } from '@relevo/core/release'
import type { Environment } from './environment.ts'

/**
 * Which release does a tablet of this environment get? `version.json`, hosting and the lists all ask here, so that they
 * cannot disagree. A release that failed on a tablet is refused there, by the tablet, which remembers it.
 *
 * @returns `undefined` while nothing was made current
 */
export function whichRelease(environment: Environment): Version | undefined {
  return environment.current
}
