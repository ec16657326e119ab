import type { Report } from '@relevo/core/protocol'
import type { Engine, Version } from '@relevo/core/release'

/** A check-in that was not heard, and where it came from. */
export interface Sighting {
  report: Pick<Report, 'tablet' | 'release'>
  address: string
  userAgent?: string
  engine?: Engine
  /** It came with a secret, which is good no more or never was. */
  hadSecret: boolean
}

/** Somebody who checks in and is not enrolled. Times are ms since the epoch. */
export interface Stranger {
  /** The id it goes by; it proves nothing. */
  tablet: string
  address: string
  release: Version
  engine?: Engine
  userAgent?: string
  hadSecret: boolean
  firstSeen: number
  lastSeen: number
  count: number
}

/** How many are remembered. Anybody can make up strangers, so there is an end to them. */
const ROOM = 200
/** … and, apart from those, how many that go by the name of a tablet that was heard before: no invented one pushes these out. */
const ROOM_FOR_OURS = 1_000
/** Who has not come again for so long, ms, while the tablet of that name has, was that tablet: three polls. */
const NOT_AGAIN = 900_000

/** Those who checked in without being let in, in memory only: a tablet that is still there after a restart is seen again. */
export interface Strangers {
  see(sighting: Sighting, at: number): void
  /** It is none any more, under any of these names. */
  forget(names: readonly string[]): void
  /**
   * It has proved who it is, from this address: what it sent without its secret before is over. Whoever goes by its names
   * elsewhere, and comes again, may be another device, and stays.
   */
  met(names: readonly string[], address: string, at: number): void
  /** The last one seen first. */
  all(): Stranger[]
}

/** @param isOurs has a tablet of this name ever been heard? */
export function createStrangers(isOurs: (tablet: string) => boolean): Strangers {
  /** In the order in which they were seen last. */
  const seen = new Map<string, Stranger>()
  const drop = (names: readonly string[], isOver: (stranger: Stranger) => boolean) => {
    for (const [key, one] of seen) if (names.includes(one.tablet) && isOver(one)) seen.delete(key)
  }
  const ours = new WeakSet<Stranger>()
  const makeRoomBeside = (newest: Stranger) => {
    if (seen.size <= ROOM) return
    const isOne = ours.has(newest)
    const alike = [...seen].filter(([, one]) => ours.has(one) === isOne)
    const [oldest] = alike
    if (oldest && alike.length > (isOne ? ROOM_FOR_OURS : ROOM)) seen.delete(oldest[0])
  }
  return {
    see({ report: { tablet, release }, address, userAgent, engine, hadSecret }, at) {
      const key = `${tablet} ${address}`
      const before = seen.get(key)
      seen.delete(key)
      const stranger: Stranger = {
        tablet,
        address,
        release,
        ...(engine && { engine }),
        ...(userAgent && { userAgent }),
        hadSecret,
        firstSeen: before?.firstSeen ?? at,
        lastSeen: at,
        count: (before?.count ?? 0) + 1,
      }
      seen.set(key, stranger)
      if (isOurs(tablet)) ours.add(stranger)
      makeRoomBeside(stranger)
    },
    forget: (names) => drop(names, () => true),
    met: (names, address, at) =>
      drop(names, (one) => one.address === address || Math.abs(at - one.lastSeen) >= NOT_AGAIN),
    all: () => [...seen.values()].reverse(),
  }
}
