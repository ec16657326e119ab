import { type DeploymentEvent, type DeploymentState, isCandidate } from '@relevo/core/deployment'
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
  world: Pick<World, 'now'>,
): { environment: Environment; line?: NewEvent } | undefined {
  if (event.type === 'promoted' || (event.type === 'deployed' && !isCandidate(state))) {
    const notice = { version, force, retry, deployment: id, ...(notes !== undefined && { notes }) }
    return makeCurrent(before, notice, standings.of(version), world)
  }
  if (event.type !== 'went-back' || !('back' in state)) return undefined
  const { back } = state
  if (before.current !== back.version) {
    const notice = { version: back.version, force: true, retry: false, deployment: back.deployment }
    return makeCurrent(before, notice, standings.of(back.version), world)
  }
  const same = { ...before, deployment: back.deployment }
  return { environment: wasSpread(state) ? { ...same, force: true, changedAt: world.now() } : same }
}

/** Had tablets got it, though it never was current? */
function wasSpread({ spread }: DeploymentState): boolean {
  return spread !== undefined && spread.wave > 0
}
