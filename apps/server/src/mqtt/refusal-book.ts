import type { Duplex } from 'node:stream'
import type { Client } from 'aedes'
import type { Logger } from 'pino'
import type { Connection } from '../fleet/mqtt/connections.ts'
import { REFUSAL_REASONS, type Refusal, type RefusalReason, type Refusals } from '../fleet/mqtt/refusals.ts'

/** Where a connection comes from. */
export type From = Pick<Connection, 'transport' | 'address'>

/** Where the broker writes down whom it refuses. */
export interface RefusalBook {
  /** Whom a connection belongs to, for what is written down about its client later. */
  greeted(stream: Duplex, from: From): void
  fromOf(stream: Duplex): From | undefined
  /** Somebody was refused who did not come to be a client. */
  note(reason: RefusalReason, address: string, more?: Partial<Pick<Refusal, 'clientId' | 'detail'>>): void
  /** A client was refused; one that is not yet known to the library by its id is told with it. */
  refused(client: Client, reason: RefusalReason, detail?: string, clientId?: string): void
  /** What was refused with this error is written down. */
  known<T extends Error | null | undefined>(error: T): T
  isKnown(error: Error): boolean
}

/** Each client and reason is a row for the doctor, and now and then a line in the log, with what to do. */
export function refusalBook(refusals: Refusals, log: Logger): RefusalBook {
  const origins = new WeakMap<Duplex, From>()
  const errors = new WeakSet<Error>()
  const book: RefusalBook = {
    greeted: (stream, from) => void origins.set(stream, from),
    fromOf: (stream) => origins.get(stream),
    note(reason, address, more = {}) {
      if (!refusals.note({ reason, address, at: Date.now(), ...more })) return
      const { says, do: cure } = REFUSAL_REASONS[reason]
      log.warn({ reason, address, ...more }, `MQTT: ${more.clientId ?? 'a client'} at ${address} ${says}. ${cure}`)
    },
    refused(client, reason, detail, clientId = client.id) {
      const more = { ...(clientId && { clientId }), ...(detail !== undefined && { detail }) }
      book.note(reason, origins.get(client.conn)?.address ?? 'unknown', more)
    },
    known(error) {
      if (error) errors.add(error)
      return error
    },
    isKnown: (error) => errors.has(error),
  }
  return book
}
