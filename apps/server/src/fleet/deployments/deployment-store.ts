import type { Environment } from '../environment.ts'
import type { NewEvent } from '../event.ts'
import type { Check, Deployment, DeploymentQuery } from './deployment.ts'
import type { OutputLine } from './ports.ts'

/** What a step of a deployment changes besides itself. */
interface Change {
  /** The environment, when another release became current in it. */
  environment?: Environment
  /** The deployment whose release is live again, when a look at it changed what is known of its health. */
  base?: Deployment
  events: readonly NewEvent[]
}

/** Deployments, kept for ever. Every method that changes something is one transaction. */
export interface DeploymentStore {
  /** Latest first. */
  list(query: DeploymentQuery): Promise<{ deployments: Deployment[]; count: number }>
  get(id: string): Promise<Deployment | undefined>
  byKey(key: string): Promise<Deployment | undefined>
  /** Those that have not ended, oldest first. */
  unfinished(): Promise<Deployment[]>
  /**
   * Those whose release was confirmed in an environment and never taken back, latest first.
   *
   * @param part only those asked for before this one
   */
  confirmed(environment: string, part: { before?: string; limit: number }): Promise<Deployment[]>
  /**
   * Keep a new one, and those that it ends.
   *
   * @throws Error when another runs in the environment, or has its key: nothing is kept then
   */
  add(deployment: Deployment, superseded: readonly Deployment[], events: readonly NewEvent[]): Promise<void>
  /**
   * Keep what became of one.
   *
   * @param deployment its `revision` is one more than that of the row
   * @throws Error when the row has another: somebody else changed it
   */
  save(deployment: Deployment, change: Change): Promise<void>
  /** Add lines to the log that change no row. */
  addLines(events: readonly NewEvent[]): Promise<void>
  checks(id: string): Promise<Check[]>
  addChecks(id: string, checks: readonly Check[]): Promise<void>
  /** Oldest first. */
  output(id: string): Promise<OutputLine[]>
  addOutput(id: string, lines: readonly OutputLine[]): Promise<void>
}
