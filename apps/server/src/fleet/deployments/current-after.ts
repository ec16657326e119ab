import type { DeploymentEvent } from '@relevo/core/deployment'
import type { Environment } from '../environment.ts'
import type { NewEvent } from '../event.ts'
import { makeCurrent } from '../make-current.ts'
import type { World } from '../ports.ts'
import type { Standings } from '../standing.ts'
import type { Deployment } from './deployment.ts'

/**
 * The environment after a step of a deployment, where that step made another release current, and the line of the log.
 * What is taken back is left without asking: it was found to be no good.
 */
export function currentAfter(
  event: DeploymentEvent,
  { id, version, force, retry, notes, state }: Deployment,
  before: Environment,
  standings: Standings,
  world: Pick<World, 'now' | 'newId'>,
): { environment: Environment; line?: NewEvent } | undefined {
  if (event.type === 'deployed') {
    const notice = { version, force, retry, deployment: id, ...(notes !== undefined && { notes }) }
    return makeCurrent(before, notice, standings.of(version), world)
  }
  if (event.type !== 'went-back' || !('back' in state)) return undefined
  const { back } = state
  if (before.current === back.version) return { environment: { ...before, deployment: back.deployment } }
  const notice = { version: back.version, force: true, retry: false, deployment: back.deployment }
  return makeCurrent(before, notice, standings.of(back.version), world)
}
