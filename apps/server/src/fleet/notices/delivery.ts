import type { Notice } from './notice.ts'

/** What a sink answered. `detail` is for people and holds no secret. */
export type Outcome =
  | { result: 'delivered'; detail?: string }
  /** Trying again would be answered the same. */
  | { result: 'refused'; detail: string }
  /** It may work later; after `retryAfter` ms, where the sink says so. */
  | { result: 'failed'; detail: string; retryAfter?: number }

/** A notice on its way to one sink. There is at most one for an event and a sink, whatever happens. */
export type Delivery = {
  /** Never used again: a receiver knows by it what it has seen. */
  id: string
  sink: string
  /** `seq` of the event it tells of. */
  event: number
  notice: Notice
  madeAt: number
  /** Times it was sent, or the sending was begun. */
  attempts: number
} & Way

/** Where a delivery stands. */
type Way =
  | { phase: 'waiting'; nextAt: number; detail?: string }
  | { phase: 'sending'; detail?: string }
  | { phase: 'sent'; endedAt: number; detail?: string }
  | { phase: 'dead'; endedAt: number; detail: string }

/** Where a delivery can stand. */
export const DELIVERY_PHASES = ['waiting', 'sending', 'sent', 'dead'] as const satisfies Way['phase'][]

/** What happens to a delivery. */
export type DeliveryEvent =
  | { type: 'send'; at: number }
  | { type: 'answered'; at: number; outcome: Outcome }
  /** The server stopped between sending and writing down the answer: nobody knows whether it arrived. */
  | { type: 'interrupted'; at: number }
  /** Its sink is not set up any more. */
  | { type: 'abandoned'; at: number }
  /** Somebody wants it sent after all. */
  | { type: 'resend'; at: number }

/** A delivery is given up after so many attempts, which are eleven hours. */
export const MOST_ATTEMPTS = 10

/** Milliseconds before the second attempt, three times as many before each further one, and the most. */
const FIRST_DELAY = 10_000
const LONGEST_DELAY = 4 * 3_600_000

/** No sink may put a notice off for longer than this, ms. */
export const LONGEST_WISH = 24 * 3_600_000

/** The delivery after an event; the same object when the event means nothing to it. Pure. */
export function step(delivery: Delivery, event: DeliveryEvent): Delivery {
  const { at } = event
  const { id, sink, event: seq, notice, madeAt, attempts, phase } = delivery
  const same = { id, sink, event: seq, notice, madeAt, attempts }
  const dead = (detail: string): Delivery => ({ ...same, phase: 'dead', endedAt: at, detail })
  const later = (delay: number, detail: string): Delivery =>
    attempts < MOST_ATTEMPTS
      ? { ...same, phase: 'waiting', nextAt: at + delay, detail }
      : dead(`given up after ${attempts} attempts: ${detail}`)

  if (event.type === 'send' && phase === 'waiting') {
    return { ...same, ...detailOf(delivery), attempts: attempts + 1, phase: 'sending' }
  }
  if (event.type === 'answered' && phase === 'sending') {
    const { outcome } = event
    if (outcome.result === 'delivered') return { ...same, ...detailOf(outcome), phase: 'sent', endedAt: at }
    if (outcome.result === 'refused') return dead(outcome.detail)
    return later(delayAfter(attempts, outcome.retryAfter), outcome.detail)
  }
  if (event.type === 'interrupted' && phase === 'sending') return later(0, 'the server stopped while it was sent')
  if (event.type === 'abandoned' && (phase === 'waiting' || phase === 'sending')) return dead('the sink was removed')
  if (event.type === 'resend' && phase === 'dead') return { ...same, attempts: 0, phase: 'waiting', nextAt: at }
  return delivery
}

function detailOf({ detail }: { detail?: string }): { detail?: string } {
  return detail === undefined ? {} : { detail }
}

/** A sink may ask for more patience, never for less. */
function delayAfter(attempts: number, wish = 0): number {
  return Math.max(Math.min(LONGEST_DELAY, FIRST_DELAY * 3 ** (attempts - 1)), Math.min(LONGEST_WISH, wish))
}
