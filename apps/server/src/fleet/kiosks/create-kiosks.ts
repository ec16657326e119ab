import { RelevoError } from '@relevo/core/errors'
import { kioskTopics } from '@relevo/core/kiosk'
import type { World } from '../ports.ts'
import { createChanging } from './change-kiosk.ts'
import { createFinds } from './finds.ts'
import { createHearing } from './hear-kiosk.ts'
import { deedsFor, isThere, type Kiosk } from './kiosk.ts'
import type { Kiosks } from './kiosks.ts'
import { createLedger } from './ledger.ts'
import { CONFIDENCES } from './link.ts'
import { createLinking } from './linking.ts'
import { listed } from './listed-kiosk.ts'
import { createLooks } from './look-around.ts'
import type { KioskStore, KioskWires, LinkedTablets, Seal } from './ports.ts'
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
  tablets: LinkedTablets
  world: Pick<World, 'now' | 'warn'>
  /** The prefix of Home Assistant's discovery. */
  discovery: string
}

/** Bring the kiosks to life from their store. */
export async function createKiosks({ store, wires, seal, tablets, world, discovery }: KioskParts): Promise<Kiosks> {
  const { now } = world
  const ledger = await createLedger(store)
  const sightings = createSightings()
  const linking = createLinking({ ledger, tablets, sightings, now })
  const finds = createFinds({ ledger, discovery, now })
  const hearing = createHearing(ledger)
  const changing = createChanging({ ledger, seal, now })
  const teller = createTeller({ ledger, wires, seal, now })
  const looks = createLooks({ ledger, wires, targetOf: teller.targetOf, now })
  const topics = createTopicBook(ledger)

  let isAnySighted = false
  let sightedAt = Number.NEGATIVE_INFINITY
  let heardAt: Map<string, string> | undefined
  ledger.onMoved(() => {
    heardAt = undefined
  })
  const gatherTopics = () => {
    const places = [...ledger.all()].flatMap(({ id, app, place, standing }) =>
      place && standing !== 'dismissed' ? kioskTopics(app, place).reports.map((filter) => [filter, id] as const) : [],
    )
    return new Map(places)
  }

  const known = (id: string) => {
    const kiosk = ledger.get(id)
    if (kiosk?.standing !== 'known') throw new RelevoError('kiosk-unknown', id)
    return kiosk
  }

  /** Kiosks by the tablet that they are linked to, show, or are guessed to be that of. */
  const claims = () => {
    const found = new Map<string, Set<string>>()
    for (const kiosk of ledger.all()) {
      if (kiosk.standing === 'dismissed') continue
      const shown = linking.claimOf(kiosk)
      const linked = kiosk.link && tablets.resolve(kiosk.link.tablet)
      for (const tablet of [linked, shown?.confidence === 'shown' ? shown.tablet : undefined])
        if (tablet !== undefined) found.set(tablet, (found.get(tablet) ?? new Set()).add(kiosk.id))
    }
    return found
  }
  const shownWith = (by: ReadonlyMap<string, ReadonlySet<string>>) => (kiosk: Kiosk) => {
    const claim = linking.claimOf(kiosk)
    const linked = kiosk.link && tablets.resolve(kiosk.link.tablet)
    const shown = claim?.confidence === 'shown' ? claim.tablet : undefined
    const others = [linked, shown].flatMap((tablet) => [...(by.get(tablet ?? '') ?? [])])
    const conflicts = [...new Set(others)].filter((id) => id !== kiosk.id).sort()
    const { id } = kiosk
    const at = now()
    return listed(kiosk, { at, claim, conflicts, isShared: hearing.isShared(id, at), trouble: looks.troubleOf(id) })
  }
  const shown = (kiosk: Kiosk) => shownWith(claims())(kiosk)

  /** The kiosk of a tablet: the one that is surest, and of those the one that had it first. */
  const kioskOf = (tablet: string): Kiosk | undefined =>
    tablets
      .namesOf(tablet)
      .flatMap((name) => ledger.linkedTo(name))
      .filter(({ standing }) => standing === 'known')
      .sort((a, b) => rank(b) - rank(a) || (a.link?.at ?? 0) - (b.link?.at ?? 0))[0]

  const saved = async (kiosk: Kiosk) => {
    linking.consider(kiosk.id)
    await ledger.flush()
    return shown(ledger.get(kiosk.id) ?? kiosk)
  }
  const command: Kiosks['command'] = async (id, order, actor) => {
    const way = await teller.tell(known(id), order, actor)
    await ledger.flush()
    return way
  }

  return {
    list({ standing } = {}) {
      const wanted = [...ledger.all()].filter((one) =>
        standing === undefined ? one.standing !== 'dismissed' : one.standing === standing,
      )
      return wanted.sort((a, b) => (a.id < b.id ? -1 : 1)).map(shownWith(claims()))
    },
    get(id) {
      const kiosk = ledger.get(id)
      if (!kiosk) throw new RelevoError('kiosk-unknown', id)
      return shown(kiosk)
    },
    missed: finds.missed,
    unlinked: () =>
      [...sightings.all()]
        .filter(
          ({ tablet, isWebView, app }) =>
            (isWebView || app !== undefined) && tablets.isKnown(tablet) && !kioskOf(tablet),
        )
        .sort((a, b) => (a.tablet < b.tablet ? -1 : 1)),
    add: async (kiosk, actor) => saved(changing.add(kiosk, actor)),
    change: async (id, change, actor) => saved(changing.change(id, change, actor)),
    accept: async (id, actor) => saved(changing.accept(id, actor)),
    async forget(id, actor) {
      const duplicate = !changing.forget(id, actor)
      hearing.forget(id)
      await ledger.flush()
      return { id, duplicate }
    },
    async link(id, tablet, actor) {
      const kiosk = linking.link(id, tablet, actor)
      await ledger.flush()
      return shown(kiosk)
    },
    async unlink(id, actor) {
      const kiosk = linking.unlink(id, actor)
      await ledger.flush()
      return shown(kiosk)
    },
    command,
    reach: {
      of(tablet) {
        const kiosk = kioskOf(tablet)
        if (!kiosk) return undefined
        const { id, app, facts } = kiosk
        const isOnline = isThere(kiosk, now())
        const { shows, launchUrl } = facts
        return {
          id,
          app,
          can: deedsFor(kiosk),
          ...(isOnline !== undefined && { isOnline }),
          ...(shows !== undefined && { shows }),
          ...(launchUrl !== undefined && { launchUrl }),
        }
      },
      async send(tablet, order) {
        const kiosk = kioskOf(tablet)
        if (!kiosk) throw new RelevoError('kiosk-unknown', `no kiosk is linked to ${tablet}`)
        await command(kiosk.id, order)
      },
    },
    topics,
    hear({ kiosk: id, ...said }) {
      const kiosk = ledger.get(id)
      if (kiosk && hearing.hear(kiosk, said, now())) linking.consider(id)
    },
    find({ topic, payload, retained }) {
      const found = finds.find(topic, payload)
      if (!found) return
      if (!retained) ledger.heard(found.id, now())
      linking.consider(found.id)
    },
    checkedIn(tablet, ip, userAgent) {
      if (sightings.see(tablets.resolve(tablet), ip, userAgent)) isAnySighted = true
    },
    heardAt: () => {
      heardAt ??= gatherTopics()
      return heardAt
    },
    lookAround: looks.around,
    async flush() {
      if (isAnySighted && now() - sightedAt >= SIGHTINGS_EVERY) {
        isAnySighted = false
        sightedAt = now()
        for (const kiosk of ledger.all()) if (kiosk.standing === 'found' || !kiosk.link) linking.consider(kiosk.id)
      }
      linking.considerAgain()
      await ledger.flush()
    },
  }
}

function rank({ link }: Kiosk): number {
  return link ? CONFIDENCES.indexOf(link.confidence) : -1
}
