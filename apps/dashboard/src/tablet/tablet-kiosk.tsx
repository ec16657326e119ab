import { get, ifThere } from '../api/api.ts'
import type { KioskRow } from '../kiosks/kiosk-row.ts'
import { AppPresence, deviceWords } from '../kiosks/kiosk-state.tsx'
import { useLook } from '../live/use-look.ts'
import { type Fact, Facts } from '../pieces/facts.tsx'
import { addressOf } from '../shell/route.ts'
import { kioskWords as words } from '../wording/kiosks.ts'
import { said } from '../wording/language.ts'
import { moment } from '../wording/units.ts'

/** The kiosk app that a tablet runs in, as far as one is linked; through it the server can help a page that hangs. */
export function TabletKiosk({ tablet }: { tablet: string }) {
  const { seen } = useLook(
    ['kiosks'],
    (signal) => ifThere(get<KioskRow>(`kiosks?${new URLSearchParams({ tablet })}`, signal)),
    [tablet],
  )
  if (!seen.value) return null
  const kiosks = seen.value.data
  return (
    <section class="panel">
      <h2>{words.kioskApp}</h2>
      {kiosks.length === 0 && (
        <p>
          {words.noneLinked} <a href={addressOf('kiosks')}>{words.allKiosks}</a>
        </p>
      )}
      {kiosks.map((kiosk) => (
        <Linked key={kiosk.id} kiosk={kiosk} />
      ))}
    </section>
  )
}

function Linked({ kiosk }: { kiosk: KioskRow }) {
  const { id, name, app, link, state, faults, trouble, conflicts, lastHeard } = kiosk
  const wrong = [...faults.map((fault) => said(words.faultNames, fault)), trouble].filter(Boolean).join('; ')
  const facts: Fact[] = [
    [words.appIs, <AppPresence key="presence" kiosk={kiosk} />],
    [words.linkedBy, link && said(words.confidences, link.confidence)],
    [words.shows, state.shows],
    [words.device, deviceWords(state)],
    [words.lastHeard, moment(lastHeard)],
    [words.faultsLabel, wrong && <span class="bad">{wrong}</span>],
    [words.conflict, conflicts.length > 0 && <span class="bad">{conflicts.join(', ')}</span>],
  ]
  return (
    <>
      <p>
        <strong>
          <a href={addressOf('kiosk', id)}>{name ?? id}</a>
        </strong>{' '}
        <span class="quiet">{words.apps[app]}</span>
      </p>
      <Facts facts={facts} class="rows" />
    </>
  )
}
