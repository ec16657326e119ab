import { RelevoError } from '@relevo/core/errors'
import type { NewEvent } from '../event.ts'
import type { Claims } from './claims.ts'
import type { Kiosk } from './kiosk.ts'
import { kioskEvent } from './kiosk-event.ts'
import type { KioskLedger } from './ledger.ts'
import { type Claim, judgeClaim, type KioskLink } from './link.ts'
import { holderOf } from './place-holder.ts'
import type { LinkedTablets } from './ports.ts'

/** A kiosk is linked anew by what it shows at most this often, ms: one that goes back and forth must not fill the log. */
export const LINK_EVERY = 30_000

/**
 * Why a kiosk is a tablet's no longer: it shows the page of a tablet that another kiosk has; another shows the page of its
 * tablet; a person said that its tablet is another's, or that it is not its own.
 */
type Parting = 'shows-anothers' | 'shown-by-another' | 'said-of-another' | 'by-hand'

/** Links kiosks to the tablets that run in them. */
export interface Linking {
  /** Look at what speaks for a tablet in this kiosk, and link it when that is enough. */
  consider(id: string): void
  /** The same for those that were linked a moment ago when there was something new. */
  considerAgain(): void
  /**
   * A person says so: on disk before it is so.
   *
   * @throws RelevoError `kiosk-unknown`, `kiosk-taken` when a person said the same of another
   */
  link(id: string, tablet: string, actor?: string): Promise<Kiosk>
  /** @throws RelevoError `kiosk-unknown` */
  unlink(id: string, actor?: string): Promise<Kiosk>
  /** It is no more. */
  forget(id: string): void
}

export function createLinking({
  ledger,
  claims,
  tablets,
  now,
}: {
  ledger: KioskLedger
  claims: Claims
  tablets: Pick<LinkedTablets, 'resolve' | 'isKnown'>
  now(): number
}): Linking {
  const waiting = new Set<string>()
  /** When each was linked by what it shows last. */
  const changed = new Map<string, number>()
  const othersWith = (tablet: string, but: string) => claims.holders(tablet).filter(({ id }) => id !== but)

  const linked = (kiosk: Kiosk, { tablet, confidence, how }: Claim, actor?: string) => {
    const { link } = kiosk
    const at = now()
    const before = link && tablets.resolve(link.tablet) !== tablet ? { from: link.tablet } : {}
    const event = kioskEvent('kiosk-linked', kiosk.id, at, { tablet, confidence, how, ...before }, actor)
    return { kiosk: { ...kiosk, link: { tablet, confidence, how, at } satisfies KioskLink }, event }
  }

  const parted = ({ link, ...kiosk }: Kiosk, why: Parting, actor?: string): [Kiosk, NewEvent] => [
    kiosk,
    kioskEvent('kiosk-unlinked', kiosk.id, now(), { ...(link && { tablet: link.tablet }), why }, actor),
  ]

  const consider = (id: string) => {
    const kiosk = ledger.get(id)
    const claim = kiosk && kiosk.standing !== 'dismissed' ? claims.of(kiosk) : undefined
    if (!kiosk || !claim) return
    const holders = othersWith(claim.tablet, id)
    const link = kiosk.link && { ...kiosk.link, tablet: tablets.resolve(kiosk.link.tablet) }
    const verdict = judgeClaim(link, claim, holders[0]?.link?.confidence)
    if (verdict === 'keep') return
    // One that gave itself away is taken in by itself only when it shows the page of a tablet that is ours, and of no other kiosk's.
    const isFound = kiosk.standing === 'found'
    if (isFound && (claim.confidence !== 'shown' || !tablets.isKnown(claim.tablet))) return
    if (isFound && kiosk.place && holderOf(kiosk.place, id, ledger)) return
    if (now() - (changed.get(id) ?? Number.NEGATIVE_INFINITY) < LINK_EVERY) return void waiting.add(id)
    changed.set(id, now())
    if (verdict === 'part') return ledger.put(...parted(kiosk, 'shows-anothers'))
    for (const holder of holders) ledger.put(...parted(holder, 'shown-by-another'))
    const { kiosk: after, event } = linked({ ...kiosk, standing: 'known' }, claim)
    const added = kioskEvent('kiosk-added', id, now(), { app: kiosk.app, tablet: claim.tablet })
    ledger.put(after, ...(isFound ? [added] : []), event)
  }

  const known = (id: string) => {
    const kiosk = ledger.get(id)
    if (kiosk?.standing !== 'known') throw new RelevoError('kiosk-unknown', id)
    return kiosk
  }

  return {
    consider,
    forget(id) {
      waiting.delete(id)
      changed.delete(id)
    },
    considerAgain() {
      const ids = [...waiting]
      waiting.clear()
      for (const id of ids) consider(id)
    },
    link: (id, said, actor) =>
      ledger.change((draft) => {
        const kiosk = known(id)
        const tablet = tablets.resolve(said)
        const { link } = kiosk
        if (link?.confidence === 'said' && tablets.resolve(link.tablet) === tablet) return kiosk
        const holders = othersWith(tablet, id)
        const other = holders.find((one) => one.link?.confidence === 'said')
        if (other) throw new RelevoError('kiosk-taken', `${tablet} is said to run in ${other.id}`)
        for (const holder of holders) draft.put(...parted(holder, 'said-of-another', actor))
        const { kiosk: after, event } = linked(kiosk, { tablet, confidence: 'said', how: 'person' }, actor)
        draft.put(after, event)
        return after
      }),
    async unlink(id, actor) {
      const { kiosk, isParted } = await ledger.change((draft) => {
        const before = known(id)
        if (!before.link) return { kiosk: before, isParted: false }
        const [after, event] = parted(before, 'by-hand', actor)
        draft.put(after, event)
        return { kiosk: after, isParted: true }
      })
      // What it shows must not undo that at once.
      if (isParted) changed.set(id, now())
      return kiosk
    },
  }
}
