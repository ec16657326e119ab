import { type FoundKiosk, findKiosk } from '@relevo/core/kiosk'
import type { Hearing, KioskSaid } from './hear-kiosk.ts'
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

/** Which kiosk a message is of. */
interface Find {
  id: string
  /** It came on the kiosk's own topics, and not by way of Home Assistant's. */
  isOwn: boolean
  /** It may tell something that was not known; what is heard of a kiosk that is listened to is looked at there. */
  isNews: boolean
}

/** Takes note of apps that give themselves away. */
export interface Finds {
  /** @returns the kiosk that this message is of, when it gives one away that may be noted */
  find(said: KioskSaid): Find | undefined
  /** How many gave themselves away when there was no room for them. */
  missed(): number
}

export function createFinds({
  ledger,
  discovery,
  isReserved,
  reportsOf,
  hasSpoken,
  now,
}: {
  ledger: KioskLedger
  /** The prefix of Home Assistant's discovery. */
  discovery: string
  /** Topics below this are not to be those of a kiosk. */
  isReserved(base: string): boolean
  /** Topics of kiosks that are listened to. */
  reportsOf(): ReadonlyMap<string, string>
  hasSpoken: Hearing['hasSpoken']
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

  /**
   * What a further message gives away of a kiosk that is there already. Anybody who may write to discovery can name any kiosk
   * in it: the client that speaks on the kiosk's own topics is believed, another one is not. Where the broker does not tell who
   * it was, as with what it had kept, only what is not known yet is taken from it. Which app it is, is never.
   */
  const learn = (before: Kiosk, { by, facts, clientId }: FoundKiosk, from: string | undefined) => {
    const isOwn = by !== 'discovery'
    const isItself = isOwn || (from !== undefined && hasSpoken(before.id, from) && (clientId ?? from) === from)
    if (from !== undefined && !isItself) return
    const named = isItself ? (clientId ?? before.clientId) : (before.clientId ?? clientId)
    const after: Kiosk = {
      ...before,
      facts: isItself ? { ...before.facts, ...facts } : { ...facts, ...before.facts },
      ...(named !== undefined && { clientId: named }),
    }
    const isNew = (Object.keys(facts) as (keyof typeof facts)[]).some((key) => after.facts[key] !== before.facts[key])
    if (isNew || after.clientId !== before.clientId) ledger.put(after)
  }

  return {
    missed: () => missed,
    find({ topic, payload, from }) {
      const listened = reportsOf().get(topic)
      if (listened !== undefined) return { id: listened, isOwn: true, isNews: false }
      const message = findKiosk(topic, payload, discovery)
      if (!message || isReserved(message.place.base)) return undefined
      // Whether it is there is told on its own topics, which are listened to from now on.
      const { isOnline: _, ...facts } = message.facts
      const found = { ...message, facts }
      const isOwn = found.by !== 'discovery'
      const before = ledger.at(found.place)
      if (before) {
        learn(before, found, from)
        return { id: before.id, isOwn, isNews: true }
      }
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
      return { id: kiosk.id, isOwn, isNews: true }
    },
  }
}
