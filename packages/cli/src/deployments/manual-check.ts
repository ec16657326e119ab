import type { Deployment } from './read-deployment.ts'
import type { Check } from './read-record.ts'

/** Phases in which a deployment is at rest: nothing is measured for its own sake. */
const AT_REST = ['success', 'failed', 'rolled-back']

/**
 * Is the health check over that somebody asked for? The deployment is at rest, and its last word on its health agrees with
 * what the attempts since then found.
 *
 * @param before the deployment as it was when the check was asked for
 */
export function checkIsOver(before: Deployment, now: Deployment): boolean {
  const found = lastOfEach(before, now).filter(({ must }) => must)
  if (!AT_REST.includes(now.phase) || newChecks(before, now).length === 0) return false
  if (found.every(({ verdict }) => verdict === 'healthy')) return now.healthCheckPassed === true
  if (found.some(({ verdict }) => verdict === 'unhealthy')) return now.healthCheckPassed === false
  return now.healthCheckPassed === null
}

/** What somebody's check found at each target at last. */
function lastOfEach(before: Deployment, now: Deployment): Check[] {
  return [...new Map(newChecks(before, now).map((check) => [check.target, check])).values()]
}

/** Attempts that were made since `before` because somebody asked. */
function newChecks(before: Deployment, now: Deployment): Check[] {
  const manual = ({ checks = [] }: Deployment) => checks.filter(({ round }) => round === 'manual')
  return manual(now).slice(manual(before).length)
}
