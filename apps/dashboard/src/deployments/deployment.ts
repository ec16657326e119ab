import type { DeploymentPhase, DeploymentStatus } from '@relevo/core/deployment'

/** A deployment, as lists of the API show it. Times are ISO 8601. */
export interface DeploymentRow {
  id: string
  environment: string
  version: string
  commit?: string
  ref?: string
  user?: string
  timestamp: string
  status: DeploymentStatus
  phase: DeploymentPhase
  reason?: string
  detail?: string
  healthCheckPassed: boolean | null
  rollbackAvailable: boolean
  rollbackTo?: string
  previousVersion?: string
  trigger: string
  force: boolean
  notes?: string
  startedAt?: string
  finishedAt?: string
}

/** One look at one target. */
export interface CheckRow {
  round: 'forward' | 'back' | 'manual'
  attempt: number
  target: string
  must: boolean
  verdict: 'healthy' | 'unhealthy' | 'unmeasured'
  status?: number
  /** Milliseconds. */
  latency: number
  address?: string
  excerpt?: string
  detail?: string
  at: string
}

/** A line that a command printed. */
export interface OutputRow {
  at: string
  step: string
  stream: 'stdout' | 'stderr'
  text: string
}

/** A deployment with everything that is known of it. */
export interface WholeDeployment extends DeploymentRow {
  checks: CheckRow[]
  output: OutputRow[]
}

/** Does something happen to it right now, by itself? */
export function isMoving({ status, phase }: DeploymentRow): boolean {
  return status === 'deploying' || phase === 'pending'
}
