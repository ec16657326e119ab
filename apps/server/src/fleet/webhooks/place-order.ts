import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import type { World } from '../ports.ts'
import type { WebhookAnswer } from './answer.ts'
import { ruleOf, type WebhookRules } from './decide.ts'
import type { DeployDesk, ReleaseFinder, WebhookStore } from './ports.ts'
import { record } from './record.ts'

/** What a CI other than GitHub says; it names the environment itself. */
export interface PlainOrder {
  environment: string
  /** Without it, the release that was published with `commit`. */
  version?: Version
  commit?: string
  ref?: string
  user?: string
  notes?: string
  /** Names this order: with the same one again it is answered what it was answered first. Without it each call is an order. */
  key?: string
}

/**
 * Place a plain order. Whoever calls is a script that waits for the answer: what cannot be done is an error, not ignored.
 *
 * @throws RelevoError `environment-unknown`, `release-unknown`, `invalid-input`, and what the desk refuses with
 */
export async function placeOrder(
  { key, ...order }: PlainOrder,
  actor: string,
  parts: { store: WebhookStore; desk: DeployDesk; releases: ReleaseFinder; world: Pick<World, 'now' | 'newId'> },
  { environments }: WebhookRules,
): Promise<WebhookAnswer> {
  const { environment, commit } = order
  const delivery = key === undefined ? `plain:${parts.world.newId()}` : `plain:${environment}:${key}`
  const kept = await parts.store.answer(delivery)
  if (kept) return kept
  const rule = ruleOf(environments, environment)
  if (!rule) throw new RelevoError('environment-unknown', environment)
  const version = order.version ?? (commit === undefined ? undefined : await parts.releases.releaseOfCommit(commit))
  if (version === undefined && commit !== undefined && rule.deployer === 'hosted')
    throw new RelevoError('release-unknown', `none was published with commit ${commit}`)
  if (version === undefined)
    throw new RelevoError('invalid-input', 'version: is needed where no release was published with the commit')
  const { deployment, duplicate } = await parts.desk.request({
    ...order,
    version,
    actor,
    trigger: 'webhook',
    supersede: true,
    key: delivery,
  })
  const result = duplicate ? 'duplicate' : 'deploying'
  return record({ delivery, event: 'plain', outcome: { result, environment, version, deployment }, order }, parts)
}
