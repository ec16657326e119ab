import type { NewEvent } from '../event.ts'
import type { Page } from '../ports.ts'
import type { Alert, Lane, ListedState } from './alert.ts'

/** Which alerts: those that fire first, then the latest. */
export interface AlertQuery extends Page {
  state?: ListedState
  environment?: string
}

/** Where every rule stands, and the alerts there were; they are kept for ever. */
export interface AlertStore {
  lanes(): Promise<Lane[]>
  get(id: string): Promise<Alert | undefined>
  /** `count` is the number of all that the query is about, whatever its limit. */
  list(query: AlertQuery): Promise<{ alerts: Alert[]; count: number }>
  /** In one transaction: where these lanes stand now, the alert of each, and what the log says of it. */
  save(lanes: readonly Lane[], events: readonly NewEvent[]): Promise<void>
}
