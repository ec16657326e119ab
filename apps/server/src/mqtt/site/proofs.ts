import { randomUUID } from 'node:crypto'
import type { BusMessage } from '../../fleet/bus.ts'

/** Messages to ourselves, which prove that the broker takes them and gives them back. */
export interface Proofs {
  /** One came back. */
  heard(payload: Uint8Array): void
  /** Send one and wait until it is back. @throws Error in plain words: it does not come back, or whatever `say` throws */
  roundTrip(signal: AbortSignal, say: (message: BusMessage) => Promise<void>): Promise<void>
  /**
   * Wait until the broker has told all that it keeps: a message to ourselves comes after that. A broker with a full queue
   * drops it, and it is sent again.
   *
   * @returns false when that could not be made out
   */
  replayed(isThere: () => boolean, say: (message: BusMessage) => Promise<void>): Promise<boolean>
}

/** What it keeps has so long, ms, to arrive. */
const REPLAY = 5_000
const TRIES = 5

/** Why no proof came. */
export const NOT_GIVEN_BACK =
  'takes our messages and does not give them back: its ACL must let us read and write our topics'

/** @param topic on which nobody else writes */
export function createProofs(topic: string): Proofs {
  const waited = new Map<string, () => void>()
  const roundTrip: Proofs['roundTrip'] = async (signal, say) => {
    const word = randomUUID()
    const arrival = Promise.withResolvers<void>()
    waited.set(word, arrival.resolve)
    const giveUp = () => arrival.reject(new Error(`the site's broker ${NOT_GIVEN_BACK}`))
    signal.addEventListener('abort', giveUp)
    try {
      await Promise.race([say({ topic, payload: word, qos: 1, retain: false }), arrival.promise])
      await arrival.promise
    } finally {
      arrival.promise.catch(() => undefined) // it may come to its end when nobody waits any longer
      signal.removeEventListener('abort', giveUp)
      waited.delete(word)
    }
  }
  return {
    heard: (payload) => waited.get(Buffer.from(payload).toString())?.(),
    roundTrip,
    async replayed(isThere, say) {
      for (let tries = 0; tries < TRIES && isThere(); tries++) {
        const isBack = await roundTrip(AbortSignal.timeout(REPLAY / TRIES), say).then(
          () => true,
          () => false,
        )
        if (isBack) return true
      }
      return false
    },
  }
}
