import type { BackTo } from '@relevo/core/deployment'
import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import type { Deployment } from './deployment.ts'
import type { DeploymentStore } from './deployment-store.ts'

/** As far back as one goes to find a release that may run. */
const FAR_ENOUGH = 200

/** What to go back to from the next deployment: what is live, when it was confirmed, else what that would go back to. */
export function baseOf(live: Deployment | undefined): BackTo | undefined {
  if (!live) return undefined
  return live.state.phase === 'success' ? { version: live.version, deployment: live.id } : live.previous
}

/**
 * The release to go back to from a deployment: the one that was current before it, else the latest before that was
 * confirmed there. One that is blocked is passed over: it must not run, whatever happens.
 *
 * @returns `undefined` where there is none
 */
export async function wayBackFrom(
  { environment, version, previous }: Deployment,
  store: Pick<DeploymentStore, 'confirmed'>,
  isBlocked: (version: Version) => boolean,
): Promise<BackTo | undefined> {
  if (previous && previous.version !== version && !isBlocked(previous.version)) return previous
  const confirmed = await store.confirmed(environment, FAR_ENOUGH)
  const found = confirmed.find((one) => one.version !== version && !isBlocked(one.version))
  return found && backTo(found)
}

/**
 * The way back to a release of somebody's choice.
 *
 * @throws RelevoError `release-blocked`, `deployment-not-possible` when it was never confirmed there
 */
export async function wayBackTo(
  chosen: Version,
  { environment, version }: Deployment,
  store: Pick<DeploymentStore, 'confirmed'>,
  isBlocked: (version: Version) => boolean,
): Promise<BackTo> {
  if (chosen === version) throw new RelevoError('deployment-not-possible', `${chosen} is the release to take back`)
  if (isBlocked(chosen)) throw new RelevoError('release-blocked', chosen)
  const confirmed = await store.confirmed(environment, FAR_ENOUGH)
  const found = confirmed.find((one) => one.version === chosen)
  if (!found) throw new RelevoError('deployment-not-possible', `${chosen} was never confirmed in ${environment}`)
  return backTo(found)
}

function backTo({ version, id }: Deployment): BackTo {
  return { version, deployment: id }
}
