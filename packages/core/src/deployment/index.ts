export {
  type BackTo,
  DEPLOYMENT_STATUSES,
  type DeploymentEnd,
  type DeploymentPhase,
  type DeploymentState,
  type DeploymentStatus,
  type FailureReason,
  type Health,
  type HealthPolicy,
  hasEnded,
  isCandidate,
  isLive,
  isRunning,
  type RollbackReason,
  statusOf,
  type Verdict,
} from './deployment.ts'
export { type Brake, isBraked, mayOffer, type Pause, type Spread, type WaveRecord } from './spread.ts'
export { type DeploymentEvent, type Policy, step, toStart } from './step.ts'
export type { Measure, Promotion } from './waves.ts'
export { type Work, workOf } from './work.ts'
