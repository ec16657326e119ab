import { type BackTo, isCandidate } from '@relevo/core/deployment'
import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import type { Environment } from '../environment.ts'
import type { Deployment } from './deployment.ts'
import type { DeploymentParts } from './deployment-parts.ts'

/** As far back as one goes to find a release that may run. */
const FAR_ENOUGH = 200

/** The ways back from deployments. */
export interface WaysBack {
  /**
   * The release to go back to: the one that was current before, else the latest before that was confirmed there and well.
   *
   * @returns `undefined` where there is none
   */
  from(deployment: Deployment): Promise<BackTo | undefined>
  /**
   * The way back to a release of somebody's choice.
   *
   * @throws RelevoError `release-blocked`, `release-unknown`, `deployment-not-possible` when it was never confirmed there, or
   * this server cannot bring it back
   */
  to(chosen: Version, deployment: Deployment): Promise<BackTo>
}

/**
 * What is blocked must not run, whatever happens; what this server is to host has to be here; and where somebody else
 * deploys and only tells, nothing of ours brings a release back: tablets would be sent to one that nobody serves.
 */
export function createWaysBack({
  store,
  environments,
  standings,
  release,
}: Pick<DeploymentParts, 'store' | 'environments' | 'standings' | 'release'>): WaysBack {
  const deployerIn = (environment: string) => environments.rulesOf(environment).deployer
  const mayRun = async (environment: string, version: Version) =>
    !standings.isBlocked(version) && (deployerIn(environment) !== 'hosted' || (await release(version)) !== undefined)

  return {
    async from({ id, environment, version, previous, state }) {
      if (deployerIn(environment) === 'notify') return undefined
      // Beside a candidate, what is current has stayed so.
      if (isCandidate(state)) return currentOf(environments.get(environment))
      if (previous && previous.version !== version && (await mayRun(environment, previous.version))) return previous
      for (const one of await store.confirmed(environment, { before: id, limit: FAR_ENOUGH })) {
        const isWell = one.state.phase === 'success' && one.state.health !== false
        if (one.version !== version && isWell && (await mayRun(environment, one.version))) return backTo(one)
      }
      return undefined
    },
    async to(chosen, { environment, version, state }) {
      const refuse = (detail: string) => new RelevoError('deployment-not-possible', detail)
      if (deployerIn(environment) === 'notify') throw refuse(`somebody else deploys to ${environment}: go back there`)
      if (chosen === version) throw refuse(`${chosen} is the release to take back`)
      const current = environments.get(environment)
      if (isCandidate(state) && chosen !== current.current)
        throw refuse(`${version} is not current yet: taking it back leads to ${current.current ?? 'nothing'}`)
      const stayed = isCandidate(state) ? currentOf(current) : undefined
      if (stayed) return stayed
      if (standings.isBlocked(chosen)) throw new RelevoError('release-blocked', chosen)
      const confirmed = await store.confirmed(environment, { limit: FAR_ENOUGH })
      const found = confirmed.find((one) => one.version === chosen)
      if (!found) throw refuse(`${chosen} was never confirmed in ${environment}`)
      if (!(await mayRun(environment, chosen))) throw new RelevoError('release-unknown', chosen)
      return backTo(found)
    },
  }
}

/** What to go back to from the next deployment: what is live, when it was confirmed, else what that would go back to. */
export function baseOf(live: Deployment | undefined): BackTo | undefined {
  if (!live) return undefined
  return live.state.phase === 'success' ? backTo(live) : live.previous
}

function currentOf({ current, deployment }: Environment): BackTo | undefined {
  return current === undefined || deployment === undefined ? undefined : { version: current, deployment }
}

function backTo({ version, id }: Deployment): BackTo {
  return { version, deployment: id }
}
