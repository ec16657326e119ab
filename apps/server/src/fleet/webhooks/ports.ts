import type { Version } from '@relevo/core/release'
import type { NewEvent } from '../event.ts'
import type { WebhookAnswer } from './answer.ts'
import type { Line, LineName } from './line.ts'

/** An order for a deployment, as a webhook gives it. */
export interface DeployOrder {
  environment: string
  version: Version
  commit?: string
  ref?: string
  user?: string
  /** Who it is done for, in the log. */
  actor: string
  notes?: string
  trigger: 'webhook'
  /** A deployment of the environment that still runs gives way to this one. */
  supersede: true
  /** Names this order: the desk answers the same key with its first result. */
  key: string
}

/** Asks for a deployment. Answers at once; the work goes on by itself. */
export interface DeployDesk {
  /** @throws RelevoError when it will not be done, such as `release-unknown` and `release-blocked`; nothing has happened then */
  request(order: DeployOrder): Promise<{ deployment: string; duplicate: boolean }>
}

/** Finds the release that was built from a commit. */
export interface ReleaseFinder {
  /** @param commit in hex; publishers may have named it by its first 7 digits or more */
  releaseOfCommit(commit: string): Promise<Version | undefined>
}

/** What must survive of deliveries. Every method that changes something is one transaction. */
export interface WebhookStore {
  /** What a delivery was answered; `undefined` when it is new. */
  answer(delivery: string): Promise<WebhookAnswer | undefined>
  /** `undefined` while nothing was accepted on it. */
  line(name: LineName): Promise<Line | undefined>
  putLine(line: Line): Promise<void>
  /**
   * Keep an answer, with its event; what is older than 30 days is forgotten.
   *
   * @param environment the one it was about, as far as that is known
   */
  record(answer: WebhookAnswer, environment: string | undefined, event: NewEvent): Promise<void>
}
