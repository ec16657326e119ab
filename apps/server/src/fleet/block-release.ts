import type { Version } from '@relevo/core/release'
import type { Environment } from './environment.ts'
import type { NewEvent } from './event.ts'
import type { World } from './ports.ts'
import type { Standing } from './standing.ts'

/** What comes of blocking a release, or of unblocking it. */
export interface Blocking {
  standing: Standing
  /** It was so already; nothing changed, the hint was sent again. */
  duplicate: boolean
  /** What the tablets of each environment do about it. */
  environments: Outlook[]
}

/** What the tablets of one environment do about a block. */
interface Outlook {
  name: string
  current?: Version
  /** What its tablets should run now: `current`, or the release before it while that is blocked. */
  desired?: Version
  /** Number of tablets known in it. */
  tablets: number
  /** The same in words. */
  outlook: string
}

/**
 * A release's standing after it was blocked or unblocked, the environments that change with it, and the event to log;
 * without an event it was so already.
 *
 * Tablets remember a release they gave up and refuse it. An unblocking therefore allows it another try, at once where it
 * is current, else from when it is made current again.
 */
export function decideBlock(
  before: Standing,
  blocked: boolean,
  environments: readonly Environment[],
  world: Pick<World, 'now' | 'newId'>,
): { standing: Standing; environments: Environment[]; event?: NewEvent } {
  const { version } = before
  if (blocked === (before.blockedAt !== undefined)) return { standing: before, environments: [] }
  const at = world.now()
  const event: NewEvent = {
    at,
    type: blocked ? 'release-blocked' : 'release-unblocked',
    subject: { kind: 'release', id: version },
    data: {},
  }
  if (blocked) return { standing: { ...before, blockedAt: at }, environments: [], event }
  const retry = world.newId()
  return {
    standing: { version, retry },
    environments: environments.filter(({ current }) => current === version).map((one) => ({ ...one, retry })),
    event,
  }
}

/** What the tablets of an environment do now that `version` is blocked, or is so no more; one or two sentences. */
export function outlookOf(version: Version, blocked: boolean, current?: Version, desired?: Version): string {
  if (current === undefined) return 'Nothing is current here, so no tablet changes.'
  if (!blocked) {
    if (current !== version) return `${current} stays current. ${version} may be made current again.`
    return `Its tablets get ${version} again, with one more try where it was given up.`
  }
  if (current !== version) {
    return `${current} stays current. Tablets on ${version} go back to the release before it, or run on until they have ${current}.`
  }
  if (desired === version) {
    return `Tablets on ${version} go back to the release they had before; those that had none run on, because no other release was ever current here. Publish another release.`
  }
  return `Its tablets get ${desired} until another release is made current. Those on ${version} go back to the release they had before at once, all others switch to ${desired} by force.`
}
