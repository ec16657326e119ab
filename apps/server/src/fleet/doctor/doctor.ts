import type { Fleet } from '../fleet.ts'
import type { World } from '../ports.ts'
import type { HomeEvidence } from './evidence.ts'
import { type Finding, findingsOf } from './finding.ts'
import { lookFromOutside } from './look-from-outside.ts'
import type { EvidenceSources, OutsideProbe } from './ports.ts'
import { seenTablets } from './seen-tablets.ts'

/** Finds what is set up wrongly between the tablets, their apps, the brokers and this server. */
export interface Doctor {
  /**
   * Look at everything. Never rejects for what it finds.
   *
   * @param probe look at this server from outside too, which may take some seconds
   */
  examine(options: { probe: boolean }): Promise<Finding[]>
}

/** How this server is set up, as far as the doctor must know. */
interface DoctorSettings {
  /** Public address, without a slash at its end. */
  home: string | undefined
  /** Path the app is served under. */
  base: string
  /** Milliseconds between two polls of a tablet. */
  poll: number
}

export function createDoctor(
  {
    fleet,
    sources,
    outside,
    world,
  }: {
    fleet: Pick<Fleet, 'eachTablet' | 'desiredOf' | 'release' | 'news'>
    sources: EvidenceSources
    outside: OutsideProbe
    world: Pick<World, 'now'>
  },
  { home, base, poll }: DoctorSettings,
): Doctor {
  let looking: Promise<HomeEvidence> | undefined
  /** Several who ask at once look once. */
  const look = (address: string) => {
    looking ??= lookFromOutside({ fleet, outside }, address, base).finally(() => {
      looking = undefined
    })
    return looking
  }
  const homeAs = async (probe: boolean): Promise<HomeEvidence> => {
    if (home === undefined) return { phase: 'unknown' }
    return probe ? look(home) : { phase: 'skipped', url: home }
  }
  return {
    async examine({ probe }) {
      const seen = await homeAs(probe)
      const at = world.now()
      const [broker, siteBroker, kiosks, access, strangeProxies] = [
        sources.broker?.(),
        sources.siteBroker?.(),
        sources.kiosks?.(),
        sources.access?.(),
        sources.strangeProxies?.(),
      ]
      return findingsOf({
        at,
        tablets: await seenTablets(fleet, poll, at),
        ...(broker && { broker }),
        ...(siteBroker && { siteBroker }),
        ...(kiosks && { kiosks }),
        ...(access && { access }),
        ...(strangeProxies && { strangeProxies }),
        home: seen,
      })
    },
  }
}
