import { type AgentMarks, marksOf } from '@relevo/core/kiosk'
import { plainIp } from '../ip.ts'
import { createIndex } from './index-by.ts'

/** What a tablet's check-in says of the app around its page. */
export interface Sighting extends AgentMarks {
  tablet: string
  /** The IP address it came from; that of a proxy, when there is one that nobody has named. */
  ip?: string
}

/** What was seen of tablets beside their reports, since this server began. */
export interface Sightings {
  /** @returns whether it is seen for the first time, or from somewhere else than before */
  see(tablet: string, ip: string | undefined, userAgent: string): boolean
  /** The only tablet that comes from an IP address; `undefined` when there are several, as behind a proxy. */
  onlyAt(ip: string): string | undefined
  /** Did its last check-in come from this address? */
  isAt(tablet: string, address: string): boolean
  all(): Iterable<Sighting>
}

export function createSightings(): Sightings {
  const seen = new Map<string, Sighting>()
  const byIp = createIndex()
  const forget = (tablet: string) => {
    const before = seen.get(tablet)
    if (before?.ip !== undefined) byIp.remove(before.ip, tablet)
  }
  return {
    see(tablet, address, userAgent) {
      const ip = address === undefined ? undefined : plainIp(address)
      const before = seen.get(tablet)
      const marks = marksOf(userAgent)
      if (before && before.ip === ip && before.chrome === marks.chrome && before.app === marks.app) return false
      forget(tablet)
      seen.set(tablet, { tablet, ...(ip !== undefined && { ip }), ...marks })
      if (ip !== undefined) byIp.add(ip, tablet)
      return true
    },
    onlyAt(ip) {
      const there = byIp.of(ip)
      return there.size === 1 ? [...there][0] : undefined
    },
    isAt: (tablet, address) => seen.get(tablet)?.ip === plainIp(address),
    all: () => seen.values(),
  }
}
