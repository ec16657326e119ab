import { addressFor, isElsewhere, type KioskSight, type PageSight, type Sight } from '@relevo/core/ladder'
import { missingEngine, type Version } from '@relevo/core/release'
import { isUnderWay } from '@relevo/core/waves'
import { PRODUCTION } from '../environment.ts'
import type { ReachedKiosk } from '../kiosks/reach.ts'
import { stuckBefore } from '../stuck.ts'
import { isOnline, type Tablet } from '../tablet.ts'
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
  /**
   * A glance at all tablets, which goes through them once: those that may be wrong, as far as that is told by what they said
   * last. Whatever takes longer to find out is not in it.
   */
  glances(): Map<string, Sight>
  /** The same for one of them; `undefined` when nothing looks wrong. */
  glance(tablet: string): Sight | undefined
  /** A close look at one tablet, by any of its names; `undefined` when it is unknown. */
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

  const kioskOf = (kiosk: ReachedKiosk, { id, environment }: ListedTablet, version: Version): KioskSight => {
    if (kiosk.confidence === 'guessed') return guessOf(kiosk)
    const { app, can, isOnline: isThere, shows, launchUrl } = kiosk
    const known = parts.addressOf(environment)
    // Where it should be is known only of one whose own address is.
    const isAway = launchUrl !== undefined && isElsewhere(shows, [launchUrl, known])
    const asked = { tablet: id, version }
    const [address] = [launchUrl, isAway ? undefined : shows, known].flatMap(
      (one) => (one === undefined ? undefined : addressFor(one, asked)) ?? [],
    )
    return {
      app,
      isSaid: kiosk.confidence === 'said',
      can: [...can],
      ...(isThere !== undefined && { isOnline: isThere }),
      isElsewhere: isAway,
      ...(shows !== undefined && { shows }),
      ...(address !== undefined && { address }),
    }
  }

  /**
   * Its page may be there without the secret that it had; its kiosk app can show it the way in again. Who was never let in, or
   * was put out, needs a person, and no ladder. So does one whose kiosk app only shows its page: any device on the site's broker
   * can say that it does, and would be given the identity of the tablet.
   */
  const canReturn = (id: string, kiosk: ReachedKiosk | undefined) =>
    kiosk?.confidence === 'said' && parts.access.isEnrolled(id)

  const isLeftOut = (id: string, kiosk: ReachedKiosk) => parts.isStranger(id) && !canReturn(id, kiosk)

  const look = async (listed: ListedTablet, at: number): Promise<Seen> => {
    const { id, environment, group, assignment, why, withoutWorker } = listed
    const kiosk = kiosks.of(id)
    const isStranger = listed.presence !== 'online' && parts.isStranger(id)
    const isEnrolled = parts.access.isEnrolled(id)
    const desired = isStranger && !canReturn(id, kiosk) ? undefined : (listed.desired ?? listed.release)
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
        ...(isEnrolled && { secret: isStranger ? 'lost' : 'kept' }),
        isUnderWay: why?.because === 'in-wave' && assignment !== undefined && isUnderWay(assignment),
        // A worker remembers one directive: that of all must not be taken for a new one afterwards.
        canPurge: withoutWorker === undefined && directive === undefined,
        ...(until !== undefined && { quietUntil: until }),
        isCrowded: false,
      },
    }
  }

  const glanceAt = (tablet: Tablet, at: number): Sight | undefined => {
    const { id, release, phase, target, progress, stuck, error, rollback, lastSeen } = tablet
    const desired = fleet.desiredOf(tablet) ?? release
    const isThere = isOnline(tablet, poll, at)
    const kiosk = isThere ? undefined : kiosks.of(id)
    if (isThere ? release === desired && !stuck : !kiosk?.isOnline || isLeftOut(id, kiosk)) return undefined
    const before = stuckBefore(stuck, desired)
    return {
      ...UNKNOWN,
      desired,
      page: {
        release,
        phase,
        target,
        progress,
        stuck: before && { code: before.code },
        backingOffFor: phase === 'backing_off' ? error?.code : undefined,
        hasFailedHere: rollback?.target !== undefined && rollback.target === desired,
        isTooOld: false,
        isThere,
        heardAt: lastSeen,
      },
      kiosk: kiosk && glanceOf(kiosk, tablet.environment),
    }
  }

  /** Somebody expects it, and its page is too old to be heard. */
  const glanceAtUnheard = (id: string, environment: string): Sight | undefined => {
    const kiosk = kiosks.of(id)
    return kiosk?.isOnline && !isLeftOut(id, kiosk)
      ? { ...UNKNOWN, desired: '', kiosk: glanceOf(kiosk, environment) }
      : undefined
  }

  const glanceOf = (kiosk: ReachedKiosk, environment: string): KioskSight => {
    if (kiosk.confidence === 'guessed') return guessOf(kiosk)
    const { app, shows, launchUrl } = kiosk
    const isAway = launchUrl !== undefined && isElsewhere(shows, [launchUrl, parts.addressOf(environment)])
    return { app, can: [], isOnline: true, isElsewhere: isAway }
  }

  return {
    glances() {
      const at = world.now()
      const found = new Map<string, Sight>()
      const heard = new Set<string>()
      const add = (id: string, glance: Sight | undefined) => glance && found.set(id, glance)
      for (const tablet of fleet.eachTablet()) {
        heard.add(tablet.id)
        add(tablet.id, glanceAt(tablet, at))
      }
      for (const { id, environment = PRODUCTION } of fleet.tablets.cards.all())
        if (!heard.has(id)) add(id, glanceAtUnheard(id, environment))
      return found
    },
    glance(id) {
      const tablet = fleet.tablet(id)
      if (tablet) return glanceAt(tablet, world.now())
      const listed = fleet.tablets.get(id)
      return listed && glanceAtUnheard(id, listed.environment)
    },
    async of(id) {
      const listed = fleet.tablets.get(id)
      return listed && look(listed, world.now())
    },
  }
}

/**
 * A kiosk app that may be that of a tablet. While it is online it speaks for the device being there, so that somebody is
 * called for who can tell; nothing else of it counts.
 */
function guessOf({ id, app, isOnline: isThere }: ReachedKiosk): KioskSight {
  return { app, guessed: id, can: [], ...(isThere && { isOnline: true }), isElsewhere: false }
}

/** What a glance does not tell. */
const UNKNOWN = { isUnderWay: false, canPurge: false, isCrowded: false } as const
