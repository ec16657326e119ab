import type { Deployment } from './read-deployment.ts'
import type { Check } from './read-record.ts'

/** What a look found that somebody asked for; `none` where no target decides. */
type Found = 'healthy' | 'unhealthy' | 'unmeasured' | 'none'

/**
 * What the newest look found that somebody asked for, by the server's own rule: only what must be healthy decides, and a sick
 * target outweighs one that could not be measured.
 *
 * @param before the deployment as it was when the look was asked for: where there is nothing to look at, nothing is added,
 * and what an earlier look found must not stand for this one
 */
export function foundSince(before: Deployment, now: Deployment): Found {
  const attempt = newestAttempt(now)
  if (attempt <= newestAttempt(before)) return 'none'
  const deciding = manual(now).filter((check) => check.attempt === attempt && check.must)
  if (deciding.length === 0) return 'none'
  if (deciding.some(({ verdict }) => verdict === 'unhealthy')) return 'unhealthy'
  return deciding.every(({ verdict }) => verdict === 'healthy') ? 'healthy' : 'unmeasured'
}

/** The same for a person. */
export function foundText(found: Found, { id, environment, version }: Deployment): string {
  const where = `(deployment ${id})`
  switch (found) {
    case 'unmeasured':
      return `${environment}: the health of ${version} could not be measured ${where}.`
    case 'none':
      return `${environment}: nothing says whether ${version} is healthy: no target must be ${where}.`
    default:
      return `${environment}: ${version} is ${found} ${where}.`
  }
}

/** Each look that somebody asks for has a number of its own; 0 where there was none. */
function newestAttempt(deployment: Deployment): number {
  return Math.max(0, ...manual(deployment).map(({ attempt }) => attempt))
}

function manual({ checks = [] }: Deployment): Check[] {
  return checks.filter(({ round }) => round === 'manual')
}
