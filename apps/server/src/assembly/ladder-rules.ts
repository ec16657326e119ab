import type { Config } from '@relevo/config'
import { DAYS } from '../fleet/groups/maintenance-window.ts'
import type { LadderSettings } from '../fleet/ladder/ladder-parts.ts'

/**
 * What the ladders keep to, of what is configured; times there are seconds, and hours those of this machine.
 *
 * @param poll milliseconds between two polls of a tablet
 * @returns `undefined` when they are switched off
 */
export function ladderRules(
  { enabled, after, perDay, quiet }: Config['ladder'],
  poll: number,
): LadderSettings | undefined {
  if (!enabled) return undefined
  const [from, to] = quiet?.split('-') ?? []
  const { timeZone } = new Intl.DateTimeFormat('en').resolvedOptions()
  return {
    after: 1_000 * after,
    perDay,
    poll,
    ...(from !== undefined && to !== undefined && { quiet: { days: DAYS, from, to, timeZone } }),
  }
}
