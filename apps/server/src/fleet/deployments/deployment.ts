import type { BackTo, DeploymentState, DeploymentStatus } from '@relevo/core/deployment'
import type { Version } from '@relevo/core/release'
import type { Plan } from '@relevo/core/waves'
import type { Probe } from './ports.ts'

/** Who or what asked for a deployment. */
export type Trigger = 'api' | 'notify' | 'webhook' | 'promotion'

/** The act of making a release current in an environment, as it is kept. Times are milliseconds since the epoch. */
export interface Deployment {
  id: string
  environment: string
  version: Version
  trigger: Trigger
  /** Tablets switch without asking. */
  force: boolean
  /** Tablets on which it failed try it once more. */
  retry: boolean
  /** How it spreads; absent: to everybody at once. */
  plan?: Plan
  /** Not before. */
  startAt?: number
  notes?: string
  commit?: string
  ref?: string
  /** Who asked for it, as they name themselves. */
  user?: string
  /** Two requests with one key are one. */
  key?: string
  /** When it was asked for. */
  at: number
  startedAt?: number
  finishedAt?: number
  /** What was confirmed and current when it started; until then, when it was asked for. */
  previous?: BackTo
  state: DeploymentState
  /** Counts its changes: who writes must have read the last of them. */
  revision: number
}

/** A look at its health, as it is kept. */
export interface Check extends Probe {
  round: 'forward' | 'back' | 'manual'
  attempt: number
}

/** Which part of the list; all of it without a word. */
export interface DeploymentQuery {
  environment?: string
  status?: DeploymentStatus
  version?: Version
  strategy?: Plan['strategy']
  limit: number
  offset: number
}
