import { counted, type Reading, timeText } from './reading.ts'
import type { AlertSettings } from './rules.ts'
import type { FleetSnapshot } from './snapshot.ts'

/**
 * Is any tablet heard at all? `value` is for how many seconds none was, though the server listened. It never fires before two
 * polls of a tablet have passed.
 */
export function noCheckIns(
  { at, listeningSince, poll, tablets, lastHeard }: FleetSnapshot,
  { for: longest }: NonNullable<AlertSettings['no-check-ins']>,
): Reading {
  const silence = Math.max(0, at - Math.max(lastHeard ?? listeningSince, listeningSince))
  const threshold = Math.max(longest, 2 * poll)
  return {
    verdict: silence >= threshold ? 'firing' : 'ok',
    value: Math.round(silence / 1_000),
    threshold: Math.round(threshold / 1_000),
    samples: tablets,
    text: `None of ${counted(tablets, 'tablet')} was heard for ${timeText(silence)}; ${timeText(threshold)} is the limit.`,
    advice: 'Check that tablets can reach this server: its address, DNS, certificate, proxy and firewall.',
  }
}
