import type { Verdict } from '@relevo/core/deployment'
import type { Probe } from './ports.ts'

/**
 * What the probes of one attempt say together. Only what must be well decides; a sick one outweighs one that could not be
 * looked at.
 *
 * @returns the verdict, and of which target it speaks
 */
export function verdictOf(probes: readonly Probe[]): { verdict: Verdict; detail?: string } {
  const deciding = probes.filter(({ must }) => must)
  const decisive =
    deciding.find(({ verdict }) => verdict === 'unhealthy') ?? deciding.find(({ verdict }) => verdict === 'unmeasured')
  if (!decisive) return { verdict: deciding.length > 0 ? 'healthy' : 'none' }
  const { verdict, target, status, detail } = decisive
  const why = detail ?? (status === undefined ? verdict : `status ${status}`)
  return { verdict, detail: `${target}: ${why}` }
}
