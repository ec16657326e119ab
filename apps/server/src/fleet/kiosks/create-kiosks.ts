import { RelevoError } from '@relevo/core/errors'
import { plainIp } from '../ip.ts'
import type { World } from '../ports.ts'
import { createAnnouncers } from './announcers.ts'
import { createChanging } from './change-kiosk.ts'
import { createClaims } from './claims.ts'
import { createFinds } from './finds.ts'
import { createHearing } from './hear-kiosk.ts'
import type { Kiosk } from './kiosk.ts'
import type { Kiosks } from './kiosks.ts'
import { createLedger } from './ledger.ts'
import { createLinking } from './linking.ts'
import { createListing } from './listing.ts'
import { createLooks } from './look-around.ts'
import type { KioskGuard, KioskStore, KioskWires, LinkedTablets, Seal } from './ports.ts'
import { createReach } from './reach-kiosks.ts'
import { createSightings } from './sightings.ts'
import { createTeller } from './tell-kiosk.ts'
import { createTopicBook } from './topics.ts'

/** Kiosks without a tablet are looked at again this often at most, ms, when tablets were seen that were not before. */
const SIGHTINGS_EVERY = 10_000

/** What the kiosks are brought to life with. */
export interface KioskParts {
  store: KioskStore
  wires: KioskWires
  seal: Seal
  guard: KioskGuard
  tablets: LinkedTablets
  world: Pick<World, 'now'>
  /** The prefix of Home Assistant's discovery. */
  discovery: string
  /** What topics begin with that are no kiosk's, such as those of this server. */
  reserved: readonly string[]
}

/** Bring the kiosks to life from their store. */
export async function createKiosks(parts: KioskParts): Promise<Kiosks> {
  const { store, wires, seal, guard, tablets, discovery } = parts
  const { now } = parts.world
  const isReserved = (base: string) => parts.reserved.some((start) => base.startsWith(start) || start.startsWith(base))
  const ledger = await createLedger(store)
  const sightings = createSightings()
  const claims = createClaims({ ledger, tablets, sightings })
  const linking = createLinking({ ledger, claims, tablets, now })
  const hearing = createHearing(ledger)
  const announcers = createAnnouncers(discovery)
  const topics = createTopicBook(ledger, announcers)
  const { reportsOf } = topics
  const { hasSpoken } = hearing
  const finds = createFinds({ ledger, discovery, isReserved, reportsOf, hasSpoken, now })
  const changing = createChanging({ ledger, seal, isReserved, now })
  const teller = createTeller({ ledger, wires, seal, now })
  const looks = createLooks({ ledger, wires, targetOf: teller.targetOf, now, learned: linking.consider })
  const listing = createListing({ ledger, claims, tablets, sightings, hearing, looks, now })
  let isAnySighted = false
  let sightedAt = Number.NEGATIVE_INFINITY

  const shown = (kiosk: Kiosk) => listing.shown(ledger.get(kiosk.id) ?? kiosk)
  /** What follows by itself from a change that is made is written like what kiosks say: kept for the next write when it fails. */
  const followed = async (kiosk: Kiosk) => {
    linking.consider(kiosk.id)
    await ledger.flush().catch(() => undefined)
    return shown(kiosk)
  }
  const command: Kiosks['command'] = async (id, order, actor) => {
    const kiosk = ledger.get(id)
    if (kiosk?.standing !== 'known') throw new RelevoError('kiosk-unknown', id)
    return teller.tell(kiosk, order, actor)
  }

  return {
    list: listing.list,
    count: listing.count,
    get: listing.get,
    missed: finds.missed,
    unlinked: listing.unlinked,
    add: async (kiosk, actor) => followed(await changing.add(kiosk, actor)),
    change: async (id, change, actor) => followed(await changing.change(id, change, actor)),
    accept: async (id, actor) => followed(await changing.accept(id, actor)),
    async forget(id, actor) {
      // First of all: a server that is killed here has shut somebody out that is still listed, and not the other way about.
      await guard.dropKiosk(id, actor)
      const duplicate = !(await changing.forget(id, actor))
      hearing.forget(id)
      linking.forget(id)
      return { id, duplicate }
    },
    link: async (id, tablet, actor) => shown(await linking.link(id, tablet, actor)),
    unlink: async (id, actor) => shown(await linking.unlink(id, actor)),
    command,
    reach: createReach(claims, command, now),
    topics,
    hear({ kiosk: id, ...said }) {
      const kiosk = ledger.get(id)
      if (kiosk && hearing.hear(kiosk, said, now())) linking.consider(id)
    },
    find(said) {
      announcers.note(said.topic, said.from)
      const found = finds.find(said)
      if (!found) return
      if (found.isOwn && !said.retained) hearing.spoke(found.id, said.from, now())
      if (found.isNews) linking.consider(found.id)
    },
    checkedIn(tablet, ip, userAgent) {
      if (sightings.see(tablets.resolve(tablet), ip, userAgent)) isAnySighted = true
    },
    isAt(tablet, address) {
      const isHolder = ({ facts: { ip } }: Kiosk) => ip === plainIp(address)
      return sightings.isAt(tablets.resolve(tablet), address) || claims.holders(tablet).some(isHolder)
    },
    lookAround: looks.around,
    async flush() {
      if (isAnySighted && now() - sightedAt >= SIGHTINGS_EVERY) {
        isAnySighted = false
        sightedAt = now()
        for (const { id, link } of ledger.all()) if (!link) linking.consider(id)
      }
      linking.considerAgain()
      await ledger.flush()
    },
  }
}
