import type { Version } from '@relevo/core/release'
import type { World } from '../ports.ts'
import type { WebhookAnswer } from './answer.ts'
import type { WebhookStore } from './ports.ts'

/** What came of a delivery: its answer without its name, and what it was about. */
export type Outcome = Omit<WebhookAnswer, 'delivery' | 'event'> & { environment?: string; version?: Version }

interface Concluded {
  delivery: string
  event: string
  outcome: Outcome
  /** What it asked for, for the log. */
  order: { commit?: string; ref?: string; user?: string }
}

/** Keep what a delivery is answered, together with its line in the log. */
export async function record(
  { delivery, event, outcome, order: { commit, ref, user } }: Concluded,
  { store, world }: { store: WebhookStore; world: Pick<World, 'now'> },
): Promise<WebhookAnswer> {
  const { environment, version, ...said } = outcome
  const answer = { delivery, event, ...said }
  await store.record(answer, environment, {
    at: world.now(),
    type: 'webhook-received',
    ...(environment !== undefined && { environment }),
    subject: { kind: 'webhook', id: delivery },
    data: {
      event,
      ...said,
      ...(version !== undefined && { version }),
      ...(commit !== undefined && { commit }),
      ...(ref !== undefined && { ref }),
      ...(user !== undefined && { user }),
    },
  })
  return answer
}
