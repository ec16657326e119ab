import { addressFor, isElsewhere, type KioskSight, type PageSight, type Sight } from '@relevo/core/ladder'
import { missingEngine, type Version } from '@relevo/core/release'
import { isUnderWay } from '@relevo/core/waves'
import type { ReachedKiosk } from '../kiosks/reach.ts'
import { isOnline } from '../tablet.ts'
import type { ListedTablet } from '../tablets/tablets.ts'
import type { LadderParts, LadderSettings } from './ladder-parts.ts'
import { quietUntil } from './quiet-until.ts'

/** A tablet as the ladder sees it; whether its turn has come, and its release can be had, is another matter. */
export interface Seen {
  tablet: string
  environment: string
  sight: Sight
}

/** Looks at tablets for their ladders. */
export interface Sights {
  /** Those that may be wrong, and those of these names; a look goes through all tablets once, and only at a few closely. */
  ofSuspects(others: Iterable<string>): Promise<Map<string, Seen>>
  /** One tablet, by any of its names; `undefined` when it is unknown. */
  of(id: string): Promise<Seen | undefined>
}

export function createSights(parts: LadderParts, { poll, quiet }: LadderSettings): Sights {
  const { fleet, kiosks, world } = parts

  const enginesOf = async (version: Version) => {
    try {
      return (await fleet.release(version)).engines
    } catch {
      return undefined // a release that others serve: nothing is known of it here
    }
  }

  const pageOf = async (listed: ListedTablet, desired: Version | undefined): Promise<PageSight | undefined> => {
    const { release, phase, target, progress, stuck, error, rollback, engine, lastSeen } = listed
    if (release === undefined || phase === undefined || lastSeen === undefined) return undefined
    const floor = engine && desired !== undefined ? await enginesOf(desired) : undefined
    return {
      release,
      phase,
      ...(target !== undefined && { target }),
      ...(progress !== undefined && { progress }),
      ...(stuck && { stuck: { ...(stuck.code !== undefined && { code: stuck.code }) } }),
      ...(phase === 'backing_off' && error && { backingOffFor: error.code }),
      hasFailedHere: rollback?.target !== undefined && rollback.target === desired,
      isTooOld: missingEngine(engine, floor) !== undefined,
      isThere: listed.presence === 'online',
      heardAt: lastSeen,
    }
  }

  const kioskOf = (
    { app, can, isOnline: isThere, shows, launchUrl }: ReachedKiosk,
    { id, environment }: ListedTablet,
    version: Version,
  ): KioskSight => {
    const known = parts.addressOf(environment)
    // Where it should be is known only of one whose own address is.
    const isAway = launchUrl !== undefined && isElsewhere(shows, [launchUrl, known])
    const asked = { tablet: id, version }
    const [address] = [launchUrl, isAway ? undefined : shows, known].flatMap(
      (one) => (one === undefined ? undefined : addressFor(one, asked)) ?? [],
    )
    return {
      app,
      can: [...can],
      ...(isThere !== undefined && { isOnline: isThere }),
      isElsewhere: isAway,
      ...(shows !== undefined && { shows }),
      ...(address !== undefined && { address }),
    }
  }

  const look = async (listed: ListedTablet, at: number): Promise<Seen> => {
    const { id, environment, group, assignment, why, withoutWorker } = listed
    const desired = listed.desired ?? listed.release
    const kiosk = kiosks.of(id)
    const page = await pageOf(listed, desired)
    const until = quietUntil({ quiet, groups: fleet.groups }, group, at)
    const directive = fleet.environments().find(({ name }) => name === environment)?.directive
    return {
      tablet: id,
      environment,
      sight: {
        ...(desired !== undefined && { desired }),
        ...(page && { page }),
        ...(kiosk && { kiosk: kioskOf(kiosk, listed, desired ?? '') }),
        isUnderWay: why?.because === 'in-wave' && assignment !== undefined && isUnderWay(assignment),
        // A worker remembers one directive: that of all must not be taken for a new one afterwards.
        canPurge: withoutWorker === undefined && directive === undefined,
        ...(until !== undefined && { quietUntil: until }),
        isCrowded: false,
      },
    }
  }

  const suspects = (at: number): Set<string> => {
    const found = new Set<string>()
    const heard = new Set<string>()
    for (const tablet of fleet.eachTablet()) {
      const { id, release, stuck } = tablet
      heard.add(id)
      if (!isOnline(tablet, poll, at)) {
        if (kiosks.of(id)?.isOnline) found.add(id)
      } else if (stuck || release !== (fleet.desiredOf(tablet) ?? release)) found.add(id)
    }
    // Those that somebody expects, and whose page is too old to be heard.
    for (const { id } of fleet.tablets.cards.all()) if (!heard.has(id) && kiosks.of(id)?.isOnline) found.add(id)
    return found
  }

  return {
    async ofSuspects(others) {
      const at = world.now()
      const seen = new Map<string, Seen>()
      for (const id of new Set([...others, ...suspects(at)])) {
        const listed = fleet.tablets.get(id)
        if (listed?.id === id) seen.set(id, await look(listed, at))
      }
      return seen
    },
    async of(id) {
      const listed = fleet.tablets.get(id)
      return listed && look(listed, world.now())
    },
  }
}
