import type { Version } from '@relevo/core/release'
import type { Environment } from './environment.ts'
import type { NewEvent } from './event.ts'
import type { World } from './ports.ts'
import type { Standing } from './standing.ts'

/** "This release is the one to run now." */
interface Notice {
  version: Version
  /** Switch without asking. */
  force: boolean
  /** Allow tablets on which it failed another try. */
  retry: boolean
  /** The deployment that made it so. */
  deployment: string
  notes?: string
}

/**
 * The environment after a release became current, and the line for the log; none where it was so already.
 *
 * @param standing of the release that becomes current
 */
export function makeCurrent(
  before: Environment,
  { version, force, retry, deployment, notes }: Notice,
  standing: Standing,
  world: Pick<World, 'now'>,
): { environment: Environment; line?: NewEvent } {
  const isSame = before.current === version && before.force === force
  if (isSame && !retry) return { environment: { ...before, deployment } }
  const at = world.now()
  const { name } = before
  // A try that was allowed stays allowed as long as the same release is current.
  const id = retry ? deployment : before.current === version ? before.retry : standing.retry
  const environment: Environment = {
    name,
    current: version,
    deployment,
    force,
    changedAt: at,
    ...(id !== undefined && { retry: id }),
    ...(notes !== undefined && { notes }),
    ...(before.directive && { directive: before.directive }),
  }
  const line: NewEvent = {
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
  return { environment, line }
}
