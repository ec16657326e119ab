import { type PlanForm, readPlan } from '@relevo/core/waves'
import type { EnvironmentRules } from '../fleet/environment.ts'

/** An environment as it is configured; times in seconds. */
interface EnvironmentSettings {
  hosts: readonly string[]
  approval: boolean
  deployer: { kind: EnvironmentRules['deployer'] }
  rollout: PlanForm
  previewHosts: readonly string[]
  health: { delay: number; timeout: number; attempts: number; interval: number }
}

/** What the fleet keeps to in an environment: its times are milliseconds. */
export function environmentRules({
  hosts,
  approval,
  deployer,
  rollout,
  previewHosts,
  health,
}: EnvironmentSettings): EnvironmentRules {
  return {
    hosts,
    approval,
    deployer: deployer.kind,
    plan: readPlan(rollout),
    previewHosts,
    health: {
      delay: 1000 * health.delay,
      timeout: 1000 * health.timeout,
      attempts: health.attempts,
      interval: 1000 * health.interval,
    },
  }
}
