import { type FoundKiosk, findKiosk } from '@relevo/core/kiosk'
import { idFor } from './id-for.ts'
import type { Kiosk } from './kiosk.ts'
import { kioskEvent } from './kiosk-event.ts'
import type { KioskLedger } from './ledger.ts'

/** So many may wait to be taken in, those that were dismissed included: a noisy broker must not fill memory. */
export const MOST_FOUND = 100
/** One that nobody took in and that fell silent is forgotten after this long, ms. */
const FORGET_AFTER = 24 * 3_600_000
/** While there is no room, that is looked at again this often, ms: a flood must cost little. */
const LOOK_FOR_ROOM_EVERY = 60_000

/** Takes note of apps that give themselves away. */
export interface Finds {
  /** @returns the kiosk that this message is of, when it gives one away that may be noted */
  find(topic: string, payload: string): Kiosk | undefined
  /** How many gave themselves away when there was no room for them. */
  missed(): number
}

export function createFinds({
  ledger,
  discovery,
  isReserved,
  now,
}: {
  ledger: KioskLedger
  /** The prefix of Home Assistant's discovery. */
  discovery: string
  /** Topics below this are not to be those of a kiosk. */
  isReserved(base: string): boolean
  now(): number
}): Finds {
  let missed = 0
  const waiting = () => [...ledger.all()].filter(({ standing }) => standing !== 'known')

  let isFullUntil = 0
  ledger.onMoved(() => {
    isFullUntil = 0
  })

  const makeRoom = () => {
    if (now() < isFullUntil) return false
    const all = waiting()
    if (all.length < MOST_FOUND) return true
    const oldest = all.filter(({ lastHeard, since }) => now() - (lastHeard ?? since) > FORGET_AFTER)
    for (const { id } of oldest) ledger.drop(id, kioskEvent('kiosk-forgotten', id, now(), { why: 'not-heard' }))
    if (oldest.length === 0) isFullUntil = now() + LOOK_FOR_ROOM_EVERY
    return oldest.length > 0
  }

  const noted = (found: FoundKiosk): Kiosk => {
    const { app, place, by, facts, clientId } = found
    const id = idFor(found, (taken) => ledger.get(taken) !== undefined)
    const base: Kiosk = { id, standing: 'found', app, place, facts, foundBy: by, since: now() }
    return { ...base, ...(clientId !== undefined && { clientId }) }
  }

  return {
    missed: () => missed,
    find(topic, payload) {
      const message = findKiosk(topic, payload, discovery)
      if (!message || isReserved(message.place.base)) return undefined
      // Whether it is there is told on its own topics, which are listened to from now on.
      const { isOnline: _, ...facts } = message.facts
      const found = { ...message, facts }
      const before = ledger.at(found.place)
      if (before) return enriched(before, found, ledger)
      // Somebody is adding it: it is heard by its own topics in a moment.
      if (ledger.isBeingPut(found.place)) return undefined
      if (!makeRoom()) {
        missed++
        return undefined
      }
      const kiosk = noted(found)
      ledger.put(
        kiosk,
        kioskEvent('kiosk-found', kiosk.id, now(), { app: kiosk.app, topic: found.place.base, by: found.by }),
      )
      return kiosk
    },
  }
}

/** What a further message gives away of one that is there already. */
function enriched(before: Kiosk, { facts, clientId, app }: FoundKiosk, ledger: KioskLedger): Kiosk {
  const isPro = before.app === 'wallpanel' && app === 'wallpanel-pro'
  const isNew = Object.entries(facts).some(([key, fact]) => before.facts[key as keyof typeof facts] !== fact)
  const isNamed = clientId !== undefined && before.clientId !== clientId
  if (!isPro && !isNew && !isNamed) return before
  const after: Kiosk = {
    ...before,
    ...(isPro && { app }),
    facts: { ...before.facts, ...facts },
    ...(clientId !== undefined && { clientId }),
  }
  ledger.put(after)
  return after
}
