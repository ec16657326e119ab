import { createTurns } from '../in-turn.ts'
import type { World } from '../ports.ts'
import { isFinal, type WebhookAnswer } from './answer.ts'
import type { WebhookRules } from './decide.ts'
import type { Delivery } from './delivery.ts'
import { follow } from './follow.ts'
import { type PlainOrder, placeOrder } from './place-order.ts'
import type { DeployDesk, ReleaseFinder, WebhookStore } from './ports.ts'
import { record } from './record.ts'

/** What a receiver works with. */
export interface ReceiverParts {
  store: WebhookStore
  desk: DeployDesk
  releases: ReleaseFinder
  world: Pick<World, 'now' | 'newId'>
}

/** A delivery whose signature was found right. */
interface Incoming {
  /** Its name: the same one again is the same delivery. */
  delivery: string
  event: string
  /** Read the payload; only done when the delivery is new. */
  read(): Delivery
}

/** Takes in what webhooks bring, each delivery once. */
export interface Receiver {
  /** @throws whatever `read` throws; nothing is kept then, and the delivery may come again */
  receive(incoming: Incoming): Promise<WebhookAnswer>
  /** @throws RelevoError `environment-unknown`, `release-unknown`, `invalid-input`, and what the desk refuses with */
  order(order: PlainOrder, actor: string): Promise<WebhookAnswer>
}

/**
 * Create the receiver of a server. Deliveries are taken in one by one: two with one name at once are one.
 *
 * The process may die between any two steps. How far a branch has come is noted before the deployment is asked for, so that
 * nothing older gets in between; and the order's key makes asking twice harmless, so that an answer that was not kept yet is found
 * again when the delivery comes again.
 */
export function createReceiver(parts: ReceiverParts, rules: WebhookRules): Receiver {
  const inTurn = createTurns()
  return {
    receive: ({ delivery, event, read }) =>
      inTurn(async () => {
        const kept = await parts.store.answer(delivery)
        if (kept && isFinal(kept)) return kept
        const meant = read()
        const outcome = await follow(meant, parts, rules)
        return record({ delivery, event, outcome, order: meant.kind === 'deploy' ? meant : {} }, parts)
      }),
    order: (order, actor) => inTurn(() => placeOrder(order, actor, parts, rules)),
  }
}
