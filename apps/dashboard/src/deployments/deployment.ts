import type { DeploymentPhase, DeploymentStatus } from '@relevo/core/deployment'
import type { OnError, Plan, Strategy } from '../deploying/plan.ts'
import type { WaveRow } from '../rollout/wave.ts'

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
  strategy?: Strategy
  /** Complete: what its order left out is filled in. */
  plan?: Plan
  /** When it begins, where that was put off. */
  startAt?: string
  /** When what it waits for now ends. */
  until?: string
  /** The wave it is at, from 1, and how many there are. */
  wave?: number
  waveCount?: number
  /** A person, or too few answers, keep it from going on. */
  paused?: { at: string; why: 'operator' | 'inconclusive'; detail?: string }
  /** Too many tablets failed; another thing than a pause. Shares from 0 to 1. */
  brake?: {
    at: string
    wave: number
    errors: number
    samples: number
    value: number
    threshold: number
    action: OnError
  }
  /** Where a release can be looked at before it is switched to. */
  previewUrl?: string
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
  waves?: WaveRow[]
}

/** Does something happen to it right now, by itself? */
export function isMoving({ status, phase }: DeploymentRow): boolean {
  return status === 'deploying' || phase === 'pending'
}

const PATIENT: readonly string[] = ['spreading', 'baking', 'gated', 'previewing']

/** Does it change from second to second? A wave takes hours, and the server says when something happens in it. */
export function isHurried(deployment: DeploymentRow): boolean {
  return isMoving(deployment) && !PATIENT.includes(deployment.phase)
}
