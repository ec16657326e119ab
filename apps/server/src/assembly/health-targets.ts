import type { Config } from '@relevo/config'
import type { HealthTarget } from '../fleet/deployments/ports.ts'

/** Does this server itself serve what is deployed there? */
export function isHosted(environment: Config['environments'][string] | undefined): boolean {
  return (environment?.deployer.kind ?? 'hosted') === 'hosted'
}

/** What is asked whether a release is well. Of an app that others serve, this server knows nothing by itself. */
export function targetsOf(
  environment: Config['environments'][string] | undefined,
  preview: boolean,
): readonly HealthTarget[] {
  const targets = (preview ? environment?.previewTargets : environment?.health.targets) ?? []
  return targets.length === 0 && isHosted(environment) ? [{ hosted: true, must: true }] : targets
}
