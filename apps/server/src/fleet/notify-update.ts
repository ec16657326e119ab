import type { Version } from '@relevo/core/release'
import type { Environment } from './environment.ts'
import type { NewEvent } from './event.ts'
import type { World } from './ports.ts'
import type { Standing } from './standing.ts'

/** "This release is the one to run now." */
export interface Notice {
  environment: string
  version: Version
  /** Switch without asking. */
  force: boolean
  /** Allow tablets on which it failed another try. */
  retry: boolean
  notes?: string
}

/** What came of a notice. */
export interface Announcement {
  environment: Environment
  /** It said what was in force already; nothing changed, the hint was sent again. */
  duplicate: boolean
  /** Number of tablets known in the environment. */
  tablets: number
}

/**
 * The environment after a notice, and the event to log. Without an event the notice repeats what is in force: CI jobs are
 * run twice, and the second run must not look like a second release.
 *
 * @param standing of the release that becomes current
 */
export function makeCurrent(
  before: Environment,
  { version, force, retry, notes }: Notice,
  standing: Standing,
  world: Pick<World, 'now' | 'newId'>,
): { environment: Environment; event?: NewEvent } {
  const isSame = before.current === version && before.force === force
  if (isSame && !retry) return { environment: before }
  const at = world.now()
  const { name } = before
  // A try that was allowed stays allowed as long as the same release is current.
  const id = retry ? world.newId() : before.current === version ? before.retry : standing.retry
  const environment: Environment = {
    name,
    current: version,
    force,
    changedAt: at,
    ...(id !== undefined && { retry: id }),
    ...(notes !== undefined && { notes }),
    ...(before.directive && { directive: before.directive }),
  }
  const event: NewEvent = {
    at,
    type: 'release-current',
    environment: name,
    subject: { kind: 'environment', id: name },
    data: {
      version,
      force,
      ...(before.current !== undefined && { previous: before.current }),
      ...(retry && id !== undefined && { retry: id }),
      ...(notes !== undefined && { notes }),
    },
  }
  return { environment, event }
}
