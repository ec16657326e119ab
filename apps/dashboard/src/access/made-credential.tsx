import { CopyField } from '../pieces/copy-field.tsx'
import { Facts } from '../pieces/facts.tsx'
import { accessWords as words } from '../wording/access.ts'
import type { MadeCredential as Made } from './access-rows.ts'

/** A credential that was just made: the only time that anybody sees its secret, with all that is typed into the app. */
export function MadeCredential({ made, onKept }: { made: Made; onKept(): void }) {
  const { kind, name, user, secret, mqttPort } = made
  const title = words.secretOf(words.kinds[kind], name)
  return (
    <div class="note made-token">
      <strong>{title}</strong>
      <p>{words.shownOnce}</p>
      <Facts
        class="rows"
        facts={[
          [words.broker, location.hostname],
          [words.port, mqttPort === undefined ? words.noPort : String(mqttPort)],
          [words.user, <code key="user">{user}</code>],
        ]}
      />
      <CopyField label={title} text={secret} isFirst>
        <button type="button" onClick={onKept}>
          {words.gotIt}
        </button>
      </CopyField>
      <p class="quiet">{words.settingsOf[kind === 'service' ? 'service' : 'kiosk']}</p>
    </div>
  )
}
