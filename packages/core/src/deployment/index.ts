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
  isLive,
  isRunning,
  type RollbackReason,
  statusOf,
  type Verdict,
} from './deployment.ts'
export { type DeploymentEvent, step } from './step.ts'
export { type Work, workOf } from './work.ts'
