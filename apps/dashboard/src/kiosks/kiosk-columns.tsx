import type { Column } from '../pieces/windowed-table.tsx'
import { addressOf } from '../shell/route.ts'
import { kioskWords as words } from '../wording/kiosks.ts'
import { said } from '../wording/language.ts'
import { moment, shortMoment } from '../wording/units.ts'
import type { KioskRow } from './kiosk-row.ts'
import { AppPresence, deviceWords, LinkedTablet, shortUrl } from './kiosk-state.tsx'

/** What the list says of a kiosk. */
export const KIOSK_COLUMNS: Column<KioskRow>[] = [
  {
    title: words.kiosk,
    class: 'name',
    cell: ({ id, name, app }, tabIndex) => (
      <>
        <div>
          <a href={addressOf('kiosk', id)} tabIndex={tabIndex}>
            {name ?? id}
          </a>
        </div>
        <div class="quiet">{[words.apps[app], name && id].filter(Boolean).join(' · ')}</div>
      </>
    ),
  },
  {
    title: words.tablet,
    class: 'linked',
    cell: (kiosk, tabIndex) => <LinkedTablet kiosk={kiosk} tabIndex={tabIndex} />,
  },
  { title: words.shows, class: 'shows', cell: (kiosk) => <Shows kiosk={kiosk} /> },
  {
    title: words.appIs,
    class: 'app',
    cell: (kiosk) => (
      <>
        <div>
          <AppPresence kiosk={kiosk} />
        </div>
        <div class="quiet">{deviceWords(kiosk.state)}</div>
      </>
    ),
  },
  {
    title: words.lastHeard,
    class: 'seen',
    cell: ({ lastHeard, online }) => (
      <span title={moment(lastHeard)}>{shortMoment(lastHeard) || (online === undefined ? words.never : '–')}</span>
    ),
  },
]

/** What it shows, and what is wrong with how it is set up. */
function Shows({ kiosk: { state, faults, trouble } }: { kiosk: KioskRow }) {
  const wrong = [...faults.map((fault) => said(words.faultNames, fault)), trouble].filter(Boolean).join(' · ')
  return (
    <>
      <div title={state.shows}>{state.shows === undefined ? '–' : shortUrl(state.shows)}</div>
      {wrong !== '' && (
        <div class="bad" title={wrong}>
          {wrong}
        </div>
      )}
    </>
  )
}
