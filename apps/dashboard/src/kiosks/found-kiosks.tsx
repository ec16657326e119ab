import type { List } from '../api/api.ts'
import { get } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { ScopedButton } from '../session/scoped-button.tsx'
import { kioskWords as words } from '../wording/kiosks.ts'
import { said } from '../wording/language.ts'
import { amount, shortMoment } from '../wording/units.ts'
import type { KioskRow } from './kiosk-row.ts'

/** As many wait for a yes at once as anybody reads. */
const SHOWN = 20

/** Kiosk apps that gave themselves away: each is taken in, or said to be none of ours. */
export function FoundKiosks() {
  const look = (signal: AbortSignal) =>
    get<KioskRow>(`kiosks?standing=found&limit=${SHOWN}`, signal) as Promise<List<KioskRow> & { missed?: number }>
  const { seen } = useLook(['kiosks'], look)
  if (!seen.value || seen.value.count === 0) return null
  const { data, count, missed = 0 } = seen.value
  return (
    <section class="panel found">
      <h2>{words.foundTitle(count)}</h2>
      <p class="quiet">{words.foundAre}</p>
      <ul class="lines">
        {data.map((kiosk) => (
          <Found key={kiosk.id} kiosk={kiosk} />
        ))}
      </ul>
      {count > data.length && <p class="quiet">{words.foundMore(count - data.length)}</p>}
      {missed > 0 && <p class="behind">{words.missed(amount(missed))}</p>}
    </section>
  )
}

function Found({ kiosk: { id, app, base, device, state, claim, foundBy, since } }: { kiosk: KioskRow }) {
  const acting = useActing()
  const path = `kiosks/${encodeURIComponent(id)}`
  const isBusy = acting.isBusy.value
  const facts = [
    device,
    foundBy && said(words.foundBys, foundBy),
    claim && words.seems(claim.tablet),
    state.ip,
    `${words.since} ${shortMoment(since)}`,
  ]
  return (
    <li>
      <div>
        <strong>{state.name ?? id}</strong> <span class="quiet">{words.apps[app]}</span> {base && <code>{base}</code>}
        <div class="quiet">{facts.filter(Boolean).join(' · ')}</div>
        <Trouble error={acting.trouble.value} />
      </div>
      <div class="actions">
        <ScopedButton
          kind="admin"
          class="primary"
          label={words.acceptOf(id)}
          isBusy={isBusy}
          onPress={() => acting.act(`${path}/accept`)}
        >
          {words.accept}
        </ScopedButton>
        <ScopedButton
          kind="admin"
          label={words.dismissOf(id)}
          isBusy={isBusy}
          onPress={() => acting.act(path, {}, 'DELETE')}
        >
          {words.dismiss}
        </ScopedButton>
      </div>
    </li>
  )
}
