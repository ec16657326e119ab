import { type DeploymentState, isCandidate, isRunning, toStart } from '@relevo/core/deployment'
import { RelevoError } from '@relevo/core/errors'
import { AT_ONCE, type Plan } from '@relevo/core/waves'
import type { EnvironmentRules } from '../environment.ts'
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
 * @throws RelevoError `environment-unknown`, `release-unknown`, `release-blocked`, `plan-invalid`, `deployment-running`
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
  const plan = planOf(order, rules)
  refuseBeside(
    order,
    open.find(({ state }) => isRunning(state)),
  )

  const at = world.now()
  const id = world.newId()
  const { startAt } = order
  const state: DeploymentState = rules.approval
    ? { phase: 'awaiting-approval', ...(startAt !== undefined && { startAt }) }
    : toStart(startAt, at)
  const { supersede: _, plan: __, ...asked } = order
  const previous = baseOf(live)
  const commit = order.commit ?? release?.commit
  const deployment: Deployment = {
    ...asked,
    ...(plan.strategy !== 'all' && { plan }),
    id,
    at,
    ...(commit !== undefined && { commit }),
    ...(previous && { previous }),
    state,
    revision: 1,
  }
  // While it waits, what runs goes on: a no must not leave a deployment, or the way back from one, cut in two.
  const giveWay = state.phase !== 'pending' ? open.filter(({ state }) => !isRunning(state)) : open
  const superseded = giveWay.map((one) => ledger.after(one, { type: 'superseded', by: id }))
  if (giveWay.some(({ state: one }) => isCandidate(one))) await parts.registry.flush()
  await store.add(deployment, superseded, [
    ...giveWay.flatMap((one, i) => linesOf(one.state, superseded[i] ?? one, at, actor)),
    lineOf(
      'deployment-requested',
      deployment,
      {
        ...(rules.approval && { approval: true }),
        ...(plan.strategy !== 'all' && { strategy: plan.strategy }),
        ...(startAt !== undefined && { startAt }),
      },
      at,
      actor,
    ),
  ])
  return { deployment, duplicate: false, superseded: superseded.map((one) => one.id) }
}

/**
 * How it spreads: as ordered, else as its environment is set up.
 *
 * @throws RelevoError `plan-invalid` where somebody else serves the app: every tablet gets there what is there
 */
function planOf(order: DeploymentOrder, { deployer, plan: usual }: EnvironmentRules): Plan {
  const plan = order.plan ?? usual
  if (plan.strategy === 'all' || deployer === 'hosted') return plan
  if (order.plan === undefined) return AT_ONCE
  throw new RelevoError(
    'plan-invalid',
    `strategy must be all in ${order.environment}: this server does not host its app`,
  )
}
