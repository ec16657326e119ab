export type { LogLevel, NoticeEvent } from './choices.ts'
export type {
  AlertsConfig,
  CommandDeployerConfig,
  Config,
  DeployerConfig,
  EmailConfig,
  EnvironmentConfig,
  HealthConfig,
  HealthTargetConfig,
  LimitsConfig,
  NoticesConfig,
  ServiceConfig,
} from './config.ts'
export {
  defineConfig,
  type UserAlerts,
  type UserConfig,
  type UserDeployer,
  type UserEnvironment,
  type UserHealthTarget,
  type UserNotices,
} from './define-config.ts'
export type { UserCanary, UserRollout, UserWave } from './define-rollout.ts'
export { loadConfig } from './load-config.ts'
export { readConfig } from './read-config.ts'
export { remarksOf } from './remarks.ts'
export type { CanaryConfig, RolloutConfig, WaveConfig } from './rollout-config.ts'
export { summaryOf } from './summary.ts'
