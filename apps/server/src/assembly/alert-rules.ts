import type { Config } from '@relevo/config'
import type { AlertRules } from '../fleet/alerts/alert-parts.ts'

/**
 * What the alerts keep to, of what is configured; times there are seconds.
 *
 * @param poll milliseconds between two polls of a tablet
 */
export function alertRules(config: Config['alerts'], poll: number): AlertRules {
  const { adoptionStalled, errorRate, offline, skew, noCheckIns, remind } = config
  return {
    poll,
    ...(remind !== undefined && { remind: 1_000 * remind }),
    settings: {
      ...(adoptionStalled && {
        'adoption-stalled': { share: adoptionStalled.share, for: 1_000 * adoptionStalled.for },
      }),
      ...(errorRate && { 'error-rate': { share: errorRate.share, window: 1_000 * errorRate.window } }),
      ...(offline && { offline: { share: offline.share, for: 1_000 * offline.for } }),
      ...(skew && { skew: { releases: skew.releases, for: 1_000 * skew.for } }),
      ...(noCheckIns && { 'no-check-ins': { for: 1_000 * noCheckIns.for } }),
    },
  }
}
