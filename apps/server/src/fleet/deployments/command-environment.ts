import type { StepName, StepOrder } from './ports.ts'

/** What a program needs to find its way on the machine; all else the server was started with stays with the server. */
const FROM_SERVER = ['PATH', 'HOME', 'LANG', 'TZ', 'USER', 'SHELL']

/**
 * The environment variables of a command that a deployment runs: a few of the server's own, and the order. The server's
 * secrets are not among them, and the order reaches a command no other way, so nothing of a request is ever read as a
 * shell's syntax or as an option.
 *
 * @param server the variables of this process
 * @param configured variables for this command; they win over the server's, not over the order's
 * @example commandEnvironment(process.env, 'deploy', order, { REGISTRY: 'ghcr.io/example' })
 */
export function commandEnvironment(
  server: Record<string, string | undefined>,
  step: StepName | 'check',
  order: StepOrder,
  configured: Record<string, string> = {},
): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const name of FROM_SERVER) {
    const value = server[name]
    if (value !== undefined) variables[name] = value
  }
  return {
    ...variables,
    ...configured,
    RELEVO_STEP: step,
    RELEVO_VERSION: order.version,
    RELEVO_ENVIRONMENT: order.environment,
    RELEVO_DEPLOYMENT: order.deployment,
    // Always there, so that a script under `set -u` may read them.
    RELEVO_PREVIOUS: order.previous ?? '',
    RELEVO_COMMIT: order.commit ?? '',
    RELEVO_REF: order.ref ?? '',
  }
}
