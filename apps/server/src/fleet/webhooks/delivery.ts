import type { Reason } from './answer.ts'

/** GitHub's events that can start a deployment. */
export type DeployEvent = 'push' | 'workflow_run' | 'release' | 'deployment'

/** A delivery that asks for a deployment. */
export interface DeployDelivery {
  kind: 'deploy'
  event: DeployEvent
  /** The environment it names by itself; without one the branch tells. */
  environment?: string
  branch: string
  /** Full, in hex. */
  commit?: string
  /** When the commit was made, by the clock of whoever made it; ms since the epoch. */
  committedAt?: number
  /** A name the release goes by, such as its tag. */
  tag?: string
  ref?: string
  user?: string
  notes?: string
  /**
   * When this was pushed, run or ordered, by GitHub's clock; ms since the epoch. Deliveries are put in order by this and not
   * by the commit's own time: that one is older after a rebase, and may lie in the future.
   */
  moment?: number
  /** Names an order that is meant each time, also for the commit the branch is at already: a deployment of GitHub’s API. */
  occasion?: string
}

/** A delivery that starts nothing, whatever the settings are. */
export interface IgnoredDelivery {
  kind: 'ignored'
  reason: Reason
  detail?: string
}

/** What a delivery means. */
export type Delivery = DeployDelivery | IgnoredDelivery | { kind: 'ping' }
