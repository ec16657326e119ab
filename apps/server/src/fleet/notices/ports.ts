import type { FleetEvent } from '../event.ts'
import type { Page } from '../ports.ts'
import type { Delivery, Outcome } from './delivery.ts'
import type { NoticeKind } from './kinds.ts'
import type { Notice } from './notice.ts'
import type { Pace } from './pace.ts'

/** A notice as it is handed to a sink. */
export interface Letter {
  /** The same in every attempt: what the receiver tells a repeated one by. */
  id: string
  /** The moment of this attempt, ms since the epoch. */
  at: number
  notice: Notice
}

/** Where notices go. */
export interface Sink {
  name: string
  /** What it is told of. */
  kinds: readonly NoticeKind[]
  pace: Pace
  /** Send one. It never throws: whatever goes wrong is an outcome, whose detail names no secret. */
  send(letter: Letter): Promise<Outcome>
}

/** Which deliveries: latest first. */
export interface DeliveryQuery extends Page {
  phase?: Delivery['phase']
  sink?: string
}

/** What the post office keeps, in one database with the log. */
export interface NoticeStore {
  /** These are the sinks now: a new one begins at the end of the log, the place of one that is gone is forgotten. */
  begin(sinks: readonly string[]): Promise<void>
  /** What a sink has not been asked about yet, oldest first, and the place in the log that is after. */
  unread(sink: string, limit: number): Promise<{ after: number; events: FleetEvent[] }>
  /** In one transaction: the sink has read from `after` to `upTo`, and these deliveries come of it. */
  enter(sink: string, after: number, upTo: number, deliveries: readonly Delivery[]): Promise<void>
  /** The waiting delivery of a sink whose time comes first. */
  next(sink: string): Promise<(Delivery & { phase: 'waiting' }) | undefined>
  delivery(id: string): Promise<Delivery | undefined>
  /** Write a delivery, if it still stands where it stood. */
  replace(before: Delivery, after: Delivery): Promise<boolean>
  deliveries(query: DeliveryQuery): Promise<{ deliveries: Delivery[]; count: number }>
}
