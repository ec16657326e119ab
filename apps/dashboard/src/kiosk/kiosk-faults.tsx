import type { KioskRow } from '../kiosks/kiosk-row.ts'
import { addressOf } from '../shell/route.ts'
import { kioskWords as words } from '../wording/kiosks.ts'
import { said } from '../wording/language.ts'

/** What is wrong with how a kiosk is set up, each with what helps. */
export function KioskFaults({ kiosk: { faults, trouble, conflicts, link, claim } }: { kiosk: KioskRow }) {
  const isOther = link !== undefined && claim !== undefined && claim.tablet !== link.tablet
  if (faults.length === 0 && trouble === undefined && conflicts.length === 0 && !isOther) return null
  return (
    <section class="faults" aria-label={words.faultsLabel}>
      {faults.map((fault) => (
        <div key={fault} class="fault">
          <strong>{said(words.faultNames, fault)}</strong>
          <div>{words.faultCures[fault as keyof typeof words.faultCures]}</div>
        </div>
      ))}
      {trouble !== undefined && (
        <div class="fault">
          <strong>{words.noAnswer}</strong>
          <div>{trouble}</div>
          <div class="quiet">{words.noAnswerCure}</div>
        </div>
      )}
      {conflicts.length > 0 && (
        <div class="fault">
          <strong>{words.conflict}</strong>{' '}
          {conflicts.map((other, i) => (
            <span key={other}>
              {i > 0 && ', '}
              <a href={addressOf('kiosk', other)}>{other}</a>
            </span>
          ))}
          <div>{words.conflictCure}</div>
        </div>
      )}
      {isOther && (
        <div class="fault past">
          <strong>{words.showsOther(claim.tablet)}</strong>
          <div>{words.showsOtherCure}</div>
        </div>
      )}
    </section>
  )
}
