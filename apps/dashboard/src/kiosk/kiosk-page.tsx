import { getOne } from '../api/api.ts'
import { ApiError } from '../api/api-error.ts'
import { KioskDialog } from '../kiosks/kiosk-dialog.tsx'
import type { KioskRow } from '../kiosks/kiosk-row.ts'
import { AppPresence, deviceWords } from '../kiosks/kiosk-state.tsx'
import { useLook } from '../live/use-look.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { useQuestion } from '../pieces/use-question.ts'
import { ScopedButton } from '../session/scoped-button.tsx'
import { Heading } from '../shell/heading.tsx'
import { addressOf } from '../shell/route.ts'
import { kioskWords as words } from '../wording/kiosks.ts'
import { moment } from '../wording/units.ts'
import { ForgetKioskDialog } from './forget-kiosk-dialog.tsx'
import { KioskCapabilities } from './kiosk-capabilities.tsx'
import { KioskEntered, KioskSays } from './kiosk-facts.tsx'
import { KioskFaults } from './kiosk-faults.tsx'
import { KioskLink } from './kiosk-link.tsx'
import { StandingNote } from './standing-note.tsx'

/** Everything that is known of one kiosk app, and what it can be told. */
export function KioskPage({ id }: { id: string }) {
  const { seen, trouble } = useLook(
    ['kiosks'],
    (signal) => getOne<KioskRow>(`kiosks/${encodeURIComponent(id)}`, signal),
    [id],
  )
  const isUnknown = trouble.value instanceof ApiError && trouble.value.code === 'kiosk-unknown'
  return (
    <>
      <p>
        <a href={addressOf('kiosks')}>← {words.allKiosks}</a>
      </p>
      {isUnknown ? (
        <>
          <Heading title={words.unknown} />
          <p>
            <code>{id}</code>
          </p>
          <p>{words.unknownHelp}</p>
        </>
      ) : (
        <Trouble error={trouble.value} />
      )}
      {seen.value && !isUnknown && <Known kiosk={seen.value} />}
    </>
  )
}

function Known({ kiosk }: { kiosk: KioskRow }) {
  const { id, name, app, standing, lastHeard } = kiosk
  const { open, ask } = useQuestion<'change' | 'forget'>()
  const isOurs = standing === 'known'
  return (
    <>
      <div class="title">
        <div>
          <Heading title={name ?? id} />
          <p class="subtitle">
            {name !== undefined && <code>{id}</code>} {words.apps[app]} <AppPresence kiosk={kiosk} />{' '}
            <span class="quiet">
              {[deviceWords(kiosk.state), lastHeard && `${words.heard} ${moment(lastHeard)}`]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </p>
        </div>
        <div class="actions">
          {isOurs && (
            <ScopedButton kind="admin" onPress={() => ask('change')}>
              {words.change}
            </ScopedButton>
          )}
          {isOurs && (
            <ScopedButton kind="admin" class="danger" onPress={() => ask('forget')}>
              {words.forget}
            </ScopedButton>
          )}
        </div>
      </div>
      {!isOurs && <StandingNote kiosk={kiosk} />}
      <KioskFaults kiosk={kiosk} />
      <KioskLink kiosk={kiosk} />
      {isOurs && <KioskCapabilities kiosk={kiosk} />}
      <div class="beside">
        <KioskSays kiosk={kiosk} />
        <KioskEntered kiosk={kiosk} />
      </div>
      {open.value?.about === 'change' && <KioskDialog key={open.value.nth} kiosk={kiosk} onClose={open.value.close} />}
      {open.value?.about === 'forget' && (
        <ForgetKioskDialog key={open.value.nth} kiosk={kiosk} onClose={open.value.close} />
      )}
    </>
  )
}
