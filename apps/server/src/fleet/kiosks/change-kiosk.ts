import { RelevoError } from '@relevo/core/errors'
import type { App, Place } from '@relevo/core/kiosk'
import type { NewEvent } from '../event.ts'
import { enteredPlace, enteredUrl } from './entered.ts'
import { idFor } from './id-for.ts'
import type { Kiosk } from './kiosk.ts'
import { kioskEvent } from './kiosk-event.ts'
import type { KioskDraft, KioskLedger } from './ledger.ts'
import { holderOf } from './place-holder.ts'
import type { Seal } from './ports.ts'

/** What a person says of a kiosk; `null` takes it back, and what is absent stays. */
export interface KioskChange {
  app?: App | undefined
  name?: string | null | undefined
  /** The base topic that is set up in the app. */
  base?: string | null | undefined
  /** Fully's `$deviceId`. */
  device?: string | null | undefined
  /** Scheme, host and port of its remote control. */
  restUrl?: string | null | undefined
  /** The password or key that it takes; kept sealed, and never shown. */
  secret?: string | null | undefined
}

/** A kiosk a person adds. */
export interface NewKiosk extends KioskChange {
  id?: string | undefined
  app: App
}

/** Words that are no ids, since the API has addresses of these names. */
const RESERVED = ['unlinked']

/** What people do with the list of kiosks: on disk before it is so. */
export interface Changing {
  /** @throws RelevoError `kiosk-taken`, `invalid-input` */
  add(kiosk: NewKiosk, actor?: string): Promise<Kiosk>
  /** @throws RelevoError `kiosk-unknown`, `kiosk-taken`, `invalid-input` */
  change(id: string, change: KioskChange, actor?: string): Promise<Kiosk>
  /** Take in one that was found. @throws RelevoError `kiosk-unknown`, `kiosk-taken` */
  accept(id: string, actor?: string): Promise<Kiosk>
  /** One that was found is not listed any more, and one that is ours is ours no longer. @returns whether there was one */
  forget(id: string, actor?: string): Promise<boolean>
}

export function createChanging({
  ledger,
  seal,
  isReserved,
  now,
}: {
  ledger: KioskLedger
  seal: Pick<Seal, 'close'>
  /** Topics below this are not to be those of a kiosk. */
  isReserved(base: string): boolean
  now(): number
}): Changing {
  const get = (id: string) => {
    const kiosk = ledger.get(id)
    if (!kiosk) throw new RelevoError('kiosk-unknown', id)
    return kiosk
  }

  const refuseTaken = (place: Place, but: string) => {
    const other = holderOf(place, but, ledger)
    if (other) throw new RelevoError('kiosk-taken', `base: ${place.base} is that of ${other.id}, or a part of it`)
  }

  const changed = (before: Kiosk, change: KioskChange): Kiosk => {
    const { secret, name, place, restUrl, ...same } = before
    const app = change.app ?? before.app
    const after = enteredPlace(app, place, change)
    if (after && isReserved(after.base))
      throw new RelevoError('invalid-input', `base: ${after.base} holds topics that are no kiosk’s`)
    if (after) refuseTaken(after, before.id)
    const url =
      change.restUrl === undefined ? restUrl : change.restUrl === null ? undefined : enteredUrl(change.restUrl)
    const called = change.name === undefined ? name : change.name
    // A secret belongs to an address: whoever enters another one must not get what was meant for the first.
    const kept = change.restUrl !== undefined && url !== restUrl ? undefined : secret
    const sealed =
      change.secret === undefined ? kept : change.secret === null ? undefined : seal.close(change.secret, before.id)
    return {
      ...same,
      app,
      ...(called != null && { name: called }),
      ...(after && { place: after }),
      ...(url !== undefined && { restUrl: url }),
      ...(sealed !== undefined && { secret: sealed }),
    }
  }

  const put = (draft: KioskDraft, before: Kiosk, after: Kiosk, event: NewEvent): Kiosk => {
    // One that gave itself away there is the one that is meant.
    const other = after.place && ledger.at(after.place)
    const isAnother = other !== undefined && other.id !== after.id
    if (isAnother)
      draft.drop(other.id, kioskEvent('kiosk-forgotten', other.id, now(), { by: after.id, why: 'place-of-another' }))
    const kiosk = isAnother ? { ...after, facts: { ...other.facts, ...before.facts } } : after
    draft.put(kiosk, event)
    return kiosk
  }

  const changing: Drawing = {
    add(draft, { id: wanted, ...said }, actor) {
      if (wanted !== undefined && RESERVED.includes(wanted))
        throw new RelevoError('invalid-input', `id: ${wanted} is reserved`)
      if (wanted !== undefined && ledger.get(wanted)) throw new RelevoError('kiosk-taken', `id: ${wanted}`)
      const { app } = said
      const place = enteredPlace(app, undefined, said)
      const name = said.name ?? undefined
      const isTaken = (taken: string) => RESERVED.includes(taken) || ledger.get(taken) !== undefined
      const id = wanted ?? idFor({ app, ...(name !== undefined && { name }), ...(place && { place }) }, isTaken)
      const bare: Kiosk = { id, standing: 'known', app, facts: {}, since: now() }
      const kiosk = changed(bare, said)
      return put(draft, bare, kiosk, kioskEvent('kiosk-added', id, now(), wordsOf(kiosk), actor))
    },
    change(draft, id, change, actor) {
      const before = get(id)
      const after = changed(before, change)
      const words = wordsOf(after)
      const isSame = JSON.stringify(words) === JSON.stringify(wordsOf(before)) && after.secret === before.secret
      if (isSame) return before
      const secret = after.secret === before.secret ? {} : { secret: after.secret === undefined ? 'removed' : 'set' }
      return put(draft, before, after, kioskEvent('kiosk-changed', id, now(), { ...words, ...secret }, actor))
    },
    accept(draft, id, actor) {
      const before = get(id)
      if (before.standing === 'known') return before
      if (before.place) refuseTaken(before.place, id)
      const after: Kiosk = { ...before, standing: 'known' }
      draft.put(after, kioskEvent('kiosk-added', id, now(), wordsOf(after), actor))
      return after
    },
    forget(draft, id, actor) {
      const kiosk = ledger.get(id)
      if (!kiosk || kiosk.standing === 'dismissed') return false
      const event = kioskEvent('kiosk-forgotten', id, now(), {}, actor)
      if (kiosk.standing === 'found') draft.put({ ...kiosk, standing: 'dismissed' }, event)
      else draft.drop(id, event)
      return true
    },
  }

  return {
    add: (kiosk, actor) => ledger.change((draft) => changing.add(draft, kiosk, actor)),
    change: (id, change, actor) => ledger.change((draft) => changing.change(draft, id, change, actor)),
    accept: (id, actor) => ledger.change((draft) => changing.accept(draft, id, actor)),
    forget: (id, actor) => ledger.change((draft) => changing.forget(draft, id, actor)),
  }
}

/** The same, drawn up and not made yet. */
interface Drawing {
  add(draft: KioskDraft, kiosk: NewKiosk, actor?: string): Kiosk
  change(draft: KioskDraft, id: string, change: KioskChange, actor?: string): Kiosk
  accept(draft: KioskDraft, id: string, actor?: string): Kiosk
  forget(draft: KioskDraft, id: string, actor?: string): boolean
}

function wordsOf({ app, name, place, restUrl }: Kiosk): Record<string, string> {
  return {
    app,
    ...(name !== undefined && { name }),
    ...(place && { base: place.base }),
    ...(place?.device !== undefined && { device: place.device }),
    ...(restUrl !== undefined && { restUrl }),
  }
}
