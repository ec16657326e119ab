import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import { AT_ONCE, type Plan } from '@relevo/core/waves'
import type { Environment } from '../environment.ts'
import type { Deployment, Trigger } from './deployment.ts'

/** "Make this release the current one there." */
export interface DeploymentOrder {
  environment: string
  version: Version
  trigger: Trigger
  /** Switch without asking. */
  force: boolean
  /** Allow tablets on which it failed another try. */
  retry: boolean
  /** End what runs there, instead of being refused because of it. */
  supersede: boolean
  /** How it is to spread; absent: as its environment is set up. */
  plan?: Plan
  /** Not before; milliseconds since the epoch. */
  startAt?: number
  notes?: string
  commit?: string
  ref?: string
  user?: string
  /** Two orders with one key are one. */
  key?: string
}

/**
 * The deployment that an order repeats. CI jobs are run twice, webhooks are delivered twice, and the second must not look
 * like a second release.
 *
 * @param running what runs in the environment, or waits for a yes
 * @param live what made its current release current
 */
export function repeatedBy(
  order: DeploymentOrder,
  { current, force }: Environment,
  running: readonly Deployment[],
  live: Deployment | undefined,
): Deployment | undefined {
  // A further try is asked for each time anew.
  if (order.retry) return undefined
  const onItsWay = running.find(
    (one) =>
      one.version === order.version && one.force === order.force && isSamePlan(order, one) && !('back' in one.state),
  )
  if (onItsWay) return onItsWay
  if (running.length > 0 || current !== order.version || force !== order.force) return undefined
  return live?.version === order.version && live.state.phase === 'success' ? live : undefined
}

/** An order that says nothing of a plan, such as that of a CI job that is run twice, is content with any. */
function isSamePlan({ plan, startAt }: DeploymentOrder, one: Deployment): boolean {
  if (plan === undefined && startAt === undefined) return true
  const isSame = plan === undefined || JSON.stringify(plan) === JSON.stringify(one.plan ?? AT_ONCE)
  return isSame && startAt === one.startAt
}

/**
 * @throws RelevoError `deployment-running` when another runs there, and the order neither says that it supersedes it nor
 * begins later
 */
export function refuseBeside(order: DeploymentOrder, running: Deployment | undefined): void {
  if (!running || order.supersede || order.startAt !== undefined) return
  throw new RelevoError('deployment-running', `${running.id}: ${running.version} in ${running.environment}`)
}
