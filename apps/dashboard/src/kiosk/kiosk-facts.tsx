import type { KioskRow } from '../kiosks/kiosk-row.ts'
import { deviceWords } from '../kiosks/kiosk-state.tsx'
import { type Fact, Facts } from '../pieces/facts.tsx'
import { addressOf } from '../shell/route.ts'
import { kioskWords as words } from '../wording/kiosks.ts'
import { said } from '../wording/language.ts'
import { moment } from '../wording/units.ts'

/** What the app says of itself. */
export function KioskSays({ kiosk: { state, lastHeard } }: { kiosk: KioskRow }) {
  const facts: Fact[] = [
    [words.shows, state.shows],
    [words.launchUrl, state.launchUrl],
    [words.device, deviceWords(state)],
    [words.deviceName, state.name],
    [words.appVersion, state.appVersion],
    [words.webView, state.webView],
    [words.ip, state.ip],
    [words.lastHeard, moment(lastHeard) || words.never],
  ]
  return (
    <section class="panel">
      <h2>{words.saysTitle}</h2>
      <Facts facts={facts} class="rows" />
    </section>
  )
}

/** What people entered of it, and how it signs in. */
export function KioskEntered({ kiosk }: { kiosk: KioskRow }) {
  const { id, base, device, restUrl, hasSecret, clientId, foundBy, since, standing } = kiosk
  const facts: Fact[] = [
    [words.fields.id, id],
    [words.fields.base, base && <code>{base}</code>],
    [words.fields.device, device],
    [words.fields.restUrl, restUrl],
    [words.fields.secret, hasSecret && words.secretSet],
    [words.clientId, clientId],
    [words.foundByFact, foundBy ? said(words.foundBys, foundBy) : words.byHand],
    [words.sinceFact, moment(since)],
    [
      words.signsIn,
      standing === 'known' && (
        <>
          <code>kiosk-{id}</code> ·{' '}
          <a href={addressOf('access', '', { kind: 'kiosk', name: id })}>{words.toCredential}</a>
        </>
      ),
    ],
  ]
  return (
    <section class="panel">
      <h2>{words.enteredTitle}</h2>
      <Facts facts={facts} class="rows" />
    </section>
  )
}
