import type { Deployer } from '../fleet/deployments/ports.ts'
import { createCommandDeployer } from './command-deployer.ts'
import { createHostedDeployer, type MakeReady } from './hosted-deployer.ts'
import { NOTHING_TO_RUN } from './nothing-to-run.ts'

/** What makes a release of an environment live, as it is configured; `timeout` in seconds. */
type DeployerSettings =
  | { kind: 'hosted' | 'notify' }
  | {
      kind: 'command'
      deploy: readonly string[]
      rollBack?: readonly string[]
      before?: readonly string[]
      timeout: number
      cwd?: string
      env: Record<string, string>
    }

/** The deployer an environment is configured with. */
export function createDeployer(settings: DeployerSettings, makeReady: MakeReady): Deployer {
  if (settings.kind === 'hosted') return createHostedDeployer(makeReady)
  if (settings.kind !== 'command') return NOTHING_TO_RUN
  const { kind: _, timeout, ...commands } = settings
  return createCommandDeployer({ ...commands, timeout: 1000 * timeout })
}
