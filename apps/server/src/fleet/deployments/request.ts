import { type DeploymentState, isRunning } from '@relevo/core/deployment'
import { RelevoError } from '@relevo/core/errors'
import type { Deployment } from './deployment.ts'
import type { DeploymentParts } from './deployment-parts.ts'
import type { Ledger } from './ledger.ts'
import { lineOf, linesOf } from './log-lines.ts'
import { type DeploymentOrder, refuseBeside, repeatedBy } from './order.ts'
import { baseOf } from './way-back.ts'

/** What came of an order. */
export interface Requested {
  deployment: Deployment
  /** It repeats an order that is carried out, or was. */
  duplicate: boolean
  /** The ids of those it ended. */
  superseded: readonly string[]
}

/**
 * Take in an order: one that repeats another is answered with that one's deployment, any other becomes a deployment of its
 * own, and ends those it supersedes, in one transaction. One that needs a yes supersedes only those that wait for one too.
 *
 * @throws RelevoError `environment-unknown`, `release-unknown`, `release-blocked`, `deployment-running`
 */
export async function takeOrder(
  order: DeploymentOrder,
  parts: DeploymentParts,
  ledger: Ledger,
  actor?: string,
): Promise<Requested> {
  const { store, environments, standings, world } = parts
  const environment = environments.get(order.environment)
  const rules = environments.rulesOf(order.environment)
  // What is configured no more has no rules of its own: nothing new begins there.
  if (!environments.isConfigured(order.environment)) throw new RelevoError('environment-unknown', order.environment)
  const known = order.key === undefined ? undefined : await store.byKey(order.key)
  if (known) return { deployment: known, duplicate: true, superseded: [] }
  const release = await parts.release(order.version)
  if (!release && rules.deployer === 'hosted') throw new RelevoError('release-unknown', order.version)
  if (standings.isBlocked(order.version)) throw new RelevoError('release-blocked', order.version)

  const open = (await store.unfinished()).filter((one) => one.environment === order.environment)
  const live = environment.deployment === undefined ? undefined : await store.get(environment.deployment)
  const repeated = repeatedBy(order, environment, open, live)
  if (repeated) return { deployment: repeated, duplicate: true, superseded: [] }
  refuseBeside(
    order,
    open.find(({ state }) => isRunning(state)),
  )

  const at = world.now()
  const id = world.newId()
  const state: DeploymentState = { phase: rules.approval ? 'awaiting-approval' : 'pending' }
  const { supersede: _, ...asked } = order
  const previous = baseOf(live)
  const commit = order.commit ?? release?.commit
  const deployment: Deployment = {
    ...asked,
    id,
    at,
    ...(commit !== undefined && { commit }),
    ...(previous && { previous }),
    state,
    revision: 1,
  }
  // While it waits for a yes, what runs goes on: a no must not leave a deployment, or the way back from one, cut in two.
  const giveWay = rules.approval ? open.filter(({ state }) => !isRunning(state)) : open
  const superseded = giveWay.map((one) => ledger.after(one, { type: 'superseded', by: id }))
  await store.add(deployment, superseded, [
    ...giveWay.flatMap((one, i) => linesOf(one.state, superseded[i] ?? one, at, actor)),
    lineOf('deployment-requested', deployment, { ...(rules.approval && { approval: true }) }, at, actor),
  ])
  return { deployment, duplicate: false, superseded: superseded.map((one) => one.id) }
}
