import type { Reason } from './answer.ts'
import type { DeployDelivery, DeployEvent } from './delivery.ts'

/** What brings a version to an environment: our own releases, a command, or somebody else who only tells. */
export type DeployerKind = 'hosted' | 'command' | 'notify'

/** Where deliveries lead. */
export interface WebhookRules {
  /** By name, in the order in which they are asked for a branch. */
  environments: Readonly<Record<string, { branches: readonly string[]; deployer: DeployerKind }>>
  /** The only events that start something; without it all of them do. */
  events?: readonly DeployEvent[]
}

/** Where a delivery goes, or why it goes nowhere. */
export type Decision = { environment: string; deployer: DeployerKind } | { reason: Reason; detail: string }

/**
 * Which environment a delivery is for. Of `push` and `workflow_run` only one starts something in an environment, or each commit
 * would be deployed before and after its build: the finished run where releases are published by it, else the push.
 *
 * @example decide(push('main'), { environments: { production: { branches: ['main'], deployer: 'command' } } })
 */
export function decide(delivery: DeployDelivery, { environments, events }: WebhookRules): Decision {
  const { event, branch } = delivery
  if (events && !events.includes(event)) return { reason: 'event-off', detail: `only ${events.join(', ')} count here` }
  const environment =
    delivery.environment ?? Object.keys(environments).find((name) => environments[name]?.branches.includes(branch))
  if (environment === undefined) return { reason: 'branch-unknown', detail: `no environment has the branch ${branch}` }
  const known = ruleOf(environments, environment)
  if (!known) return { reason: 'environment-unknown', detail: `there is no environment ${environment}` }
  const { deployer } = known
  const wanted = triggerOf(deployer, events)
  if ((event === 'push' || event === 'workflow_run') && event !== wanted)
    return { reason: 'other-event', detail: `${environment} is deployed by ${wanted}` }
  return { environment, deployer }
}

/** The rule of an environment; names come from outside, and `constructor` is none. */
export function ruleOf<T>(environments: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(environments, name) ? environments[name] : undefined
}

function triggerOf(deployer: DeployerKind, events: readonly DeployEvent[] | undefined): 'push' | 'workflow_run' {
  const only = events?.filter((event) => event === 'push' || event === 'workflow_run')
  if (only?.length === 1 && only[0]) return only[0]
  return deployer === 'hosted' ? 'workflow_run' : 'push'
}
