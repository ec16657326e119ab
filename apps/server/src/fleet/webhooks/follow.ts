import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import type { World } from '../ports.ts'
import { decide, type WebhookRules } from './decide.ts'
import type { Delivery, DeployDelivery } from './delivery.ts'
import { advance, isOlder } from './line.ts'
import type { DeployDesk, ReleaseFinder, WebhookStore } from './ports.ts'
import type { Outcome } from './record.ts'
import { versionOf } from './version-of.ts'

/** What following a delivery needs. */
interface FollowParts {
  store: Pick<WebhookStore, 'line' | 'putLine'>
  desk: DeployDesk
  releases: ReleaseFinder
  world: Pick<World, 'now'>
}

/**
 * Do what a delivery says, as far as it leads anywhere: find its environment, see that nothing newer came before, name the
 * version, ask for the deployment.
 *
 * @throws whatever the desk breaks with; what it refuses is an outcome
 */
export async function follow(delivery: Delivery, parts: FollowParts, rules: WebhookRules): Promise<Outcome> {
  if (delivery.kind === 'ping') return { result: 'pong' }
  if (delivery.kind === 'ignored') return { result: 'ignored', ...reasonOf(delivery) }
  const decision = decide(delivery, rules)
  if ('reason' in decision) return { result: 'ignored', ...decision }

  const { environment, deployer } = decision
  const { store, releases, world } = parts
  const { event, branch, commit } = delivery
  const moment = momentOf(delivery, world.now())
  const line = await store.line({ environment, event, branch })
  if (moment !== undefined && isOlder(moment, line))
    return { result: 'ignored', environment, reason: 'older', detail: `a newer one of ${branch} came before` }
  const found = await versionOf(delivery, deployer, releases)
  if ('reason' in found) return { result: 'ignored', environment, ...found }
  const { version } = found
  const head = commit ?? version
  const next = moment === undefined ? undefined : advance(line, { environment, event, branch, head, moment })
  if (next) await store.putLine(next)
  // One order for as long as the branch stays there, but another one when it comes back to a commit.
  const key = `github:${environment}:${head}:${delivery.occasion ?? next?.since ?? ''}`
  return ask(delivery, { environment, version, key }, parts.desk)
}

async function ask(
  { commit, ref, user, notes }: DeployDelivery,
  named: { environment: string; version: Version; key: string },
  desk: DeployDesk,
): Promise<Outcome> {
  const { environment, version } = named
  try {
    const { deployment, duplicate } = await desk.request({
      ...named,
      ...(commit !== undefined && { commit }),
      ...(ref !== undefined && { ref }),
      ...(user !== undefined && { user }),
      ...(notes !== undefined && { notes }),
      actor: 'webhook',
      trigger: 'webhook',
      supersede: true,
    })
    return { result: duplicate ? 'duplicate' : 'deploying', environment, version, deployment }
  } catch (error) {
    // Not refused but broken: the sender is told so, and nothing is kept.
    if (!(error instanceof RelevoError)) throw error
    const reason = error.code === 'release-unknown' ? 'no-release' : 'refused'
    return { result: 'ignored', environment, version, reason, detail: error.message }
  }
}

/** Where GitHub's clock is not told, the commit's stands in; if it is ahead, what follows must not be late for that. */
function momentOf({ moment, committedAt }: DeployDelivery, now: number): number | undefined {
  return moment ?? (committedAt === undefined ? undefined : Math.min(committedAt, now))
}

function reasonOf({ reason, detail }: Extract<Delivery, { kind: 'ignored' }>) {
  return { reason, ...(detail !== undefined && { detail }) }
}
