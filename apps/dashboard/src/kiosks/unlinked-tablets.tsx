import { get } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { addressOf } from '../shell/route.ts'
import { kioskWords as words } from '../wording/kiosks.ts'
import { amount } from '../wording/units.ts'
import type { UnlinkedRow } from './kiosk-row.ts'

/** So many are named; the rest is told by number. */
const SHOWN = 12

/** Tablets whose browser is that of a kiosk app, and that the server can wake or restart by no kiosk. */
export function UnlinkedTablets() {
  const { seen } = useLook(['kiosks', 'tablets'], (signal) => get<UnlinkedRow>('kiosks/unlinked', signal))
  const tablets = seen.value?.data ?? []
  if (tablets.length === 0) return null
  return (
    <section class="panel">
      <h2>{words.unlinkedTitle(tablets.length)}</h2>
      <p class="quiet">{words.unlinkedAre}</p>
      <ul class="lines">
        {tablets.slice(0, SHOWN).map(({ tablet, app, chrome, ip }) => (
          <li key={tablet}>
            <div>
              <a href={addressOf('tablet', tablet)}>{tablet}</a>{' '}
              <span class="quiet">
                {[app ? words.apps[app] : words.someApp, chrome && `WebView ${chrome}`, ip].filter(Boolean).join(' · ')}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {tablets.length > SHOWN && <p class="quiet">{words.andMore(amount(tablets.length - SHOWN))}</p>}
    </section>
  )
}
