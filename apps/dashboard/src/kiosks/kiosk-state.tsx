import { addressOf } from '../shell/route.ts'
import { kioskWords as words } from '../wording/kiosks.ts'
import { said } from '../wording/language.ts'
import type { KioskRow } from './kiosk-row.ts'

const PRESENCES = { true: 'online', false: 'offline', undefined: 'never-seen' } as const

/** Whether the app is there, as far as it says so. */
export function AppPresence({ kiosk: { online } }: { kiosk: Pick<KioskRow, 'online'> }) {
  const presence = PRESENCES[`${online}`]
  return <span class={`presence ${presence}`}>{words.presences[presence]}</span>
}

/** Screen and battery, as far as the app tells. */
export function deviceWords({ isScreenOn, battery }: KioskRow['state']): string {
  return [
    isScreenOn !== undefined && (isScreenOn ? words.screenOn : words.screenOff),
    battery !== undefined && words.battery(battery),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** The tablet that runs in it, how sure that is, and who else says so. */
export function LinkedTablet({ kiosk: { link, claim, conflicts }, tabIndex }: { kiosk: KioskRow; tabIndex?: number }) {
  return (
    <>
      <div>
        {link ? (
          <a href={addressOf('tablet', link.tablet)} tabIndex={tabIndex}>
            {link.tablet}
          </a>
        ) : (
          <span class="behind">{words.notLinked}</span>
        )}
      </div>
      {link && <div class="quiet">{said(words.confidences, link.confidence)}</div>}
      {!link && claim && <div class="quiet">{words.seems(claim.tablet)}</div>}
      {conflicts.length > 0 && <div class="bad">{words.conflictsWith(conflicts.join(', '))}</div>}
    </>
  )
}

/** An address without what is always the same in it, for a column of a list. */
export function shortUrl(url: string): string {
  return url.replace(/^https?:\/\//, '')
}
