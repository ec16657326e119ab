import { commandEnvironment } from '../fleet/deployments/command-environment.ts'
import type { Deployer, StepName, StepOrder } from '../fleet/deployments/ports.ts'
import { runCommand } from './run-command.ts'

/** The commands of an environment: each is a program and its arguments, without a shell. */
interface DeployCommands {
  deploy: readonly string[]
  /** Absent = `deploy` runs again, with the earlier version. */
  rollBack?: readonly string[]
  /** Runs before each deploy, such as a backup. */
  before?: readonly string[]
  /** Milliseconds each of them may take. */
  timeout: number
  /** Folder they run in; the server's own by default. */
  cwd?: string
  /** Further environment variables. */
  env?: Record<string, string>
}

/**
 * A deployer that runs what the configuration names. The order comes as environment variables, `RELEVO_VERSION` first of
 * all. A command that was running when the server was killed may still run while the same step starts again: commands
 * have to bear that, and the shipped ones take a lock.
 *
 * @param now milliseconds since the epoch
 * @example createCommandDeployer({ deploy: ['docker', 'compose', 'up', '-d'], timeout: 600_000, cwd: '/srv/panel' })
 */
export function createCommandDeployer(
  { deploy, rollBack = deploy, before, timeout, cwd, env }: DeployCommands,
  now: () => number = Date.now,
): Deployer {
  const run = (step: StepName, argv: readonly string[]): Deployer['deploy'] => {
    return (order: StepOrder, onOutput, signal) =>
      runCommand(
        { argv, timeout, ...(cwd && { cwd }), env: commandEnvironment(process.env, step, order, env) },
        (stream, text) => onOutput({ step, stream, text, at: now() }),
        signal,
      )
  }
  return {
    prepare: before ? run('prepare', before) : async () => undefined,
    deploy: run('deploy', deploy),
    rollBack: run('roll-back', rollBack),
  }
}
