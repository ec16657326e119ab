import type { Hint } from '@relevo/core/protocol'
import { ascending, percentile } from '../percentile.ts'

/** How a hint reached the tablets that listened. Milliseconds, from the hint's own time: both clocks have to agree. */
export interface HintFigures {
  version: string
  /** Tablets that got it. */
  received: number
  p50: number
  p95: number
  last: number
}

/**
 * Measures hints. One that a tablet finds when it connects was sent before it listened, and one that is sent again
 * carries its first time: neither says anything about delivery.
 *
 * @param now milliseconds since the epoch
 */
export function hintTally(now: () => number) {
  const seen = new Set<string>()
  let timestamp = ''
  let version = ''
  let delays: number[] = []
  return {
    heard(tablet: string, hint: Hint, isKept: boolean): void {
      const { timestamp: sent } = hint
      if (isKept || sent === undefined || sent < timestamp) return
      if (sent > timestamp) {
        timestamp = sent
        version = hint.version
        delays = []
        seen.clear()
      }
      if (seen.has(tablet)) return
      seen.add(tablet)
      delays.push(now() - Date.parse(sent))
    },
    latest(): HintFigures | undefined {
      if (delays.length === 0) return undefined
      const sorted = ascending(delays)
      const received = delays.length
      return {
        version,
        received,
        p50: percentile(sorted, 0.5),
        p95: percentile(sorted, 0.95),
        last: percentile(sorted, 1),
      }
    },
  }
}
