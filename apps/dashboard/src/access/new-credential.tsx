import { useSignal } from '@preact/signals'
import { ApiError } from '../api/api-error.ts'
import { useActing } from '../pieces/acting.ts'
import { CheckedField, SelectField, TickField } from '../pieces/field.tsx'
import { Trouble } from '../pieces/trouble.tsx'
import { route } from '../shell/route.ts'
import { accessWords as words } from '../wording/access.ts'
import { words as shared } from '../wording/shared.ts'
import type { CredentialKind, MadeCredential } from './access-rows.ts'

/** A tablet gets its own by a code; these are typed into an app by hand. */
const KINDS = ['kiosk', 'service'] as const

/** Make a credential for a kiosk app or a program. The address may say for which. */
export function NewCredential({ onMade }: { onMade(credential: MadeCredential): void }) {
  const asked = route.value.query
  const kind = useSignal<CredentialKind>(asked.get('kind') === 'service' ? 'service' : 'kiosk')
  const name = useSignal(asked.get('name') ?? '')
  const replaces = useSignal(false)
  const acting = useActing()
  const wanted = name.value.trim()
  const isName = /^[\w-]{1,64}$/.test(wanted)
  const trouble = acting.trouble.value
  const isThere = trouble instanceof ApiError && trouble.code === 'credential-exists'

  async function make(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!isName) return
    const order = { kind: kind.value, name: wanted, replace: replaces.value }
    const done = await acting.act<MadeCredential>('credentials', order)
    if (done) onMade(done.answer)
  }

  return (
    <details class="new-token" open={asked.has('kind')}>
      <summary>{words.newCredential}</summary>
      <form class="fields" onSubmit={make}>
        <SelectField
          label={words.kind}
          value={kind.value}
          choices={KINDS.map((value) => ({ value, says: words.kinds[value] }))}
          help={words.kindHelp[kind.value === 'service' ? 'service' : 'kiosk']}
          onValue={(chosen) => {
            kind.value = chosen
          }}
        />
        <CheckedField
          label={kind.value === 'kiosk' ? words.kioskId : words.serviceName}
          value={name.value}
          maxLength={64}
          help={kind.value === 'kiosk' ? words.kioskIdHelp : words.serviceNameHelp}
          fault={wanted !== '' && !isName ? words.badName : undefined}
          onValue={(typed) => {
            name.value = typed
          }}
        />
        {(isThere || replaces.value) && (
          <TickField
            label={words.replace}
            value={replaces.value}
            onValue={(isIn) => {
              replaces.value = isIn
            }}
          />
        )}
        <div>
          <button type="submit" class="primary" disabled={!isName} aria-disabled={acting.isBusy.value}>
            {acting.isBusy.value ? shared.working : words.makeCredential}
          </button>
        </div>
        <Trouble error={trouble} />
      </form>
    </details>
  )
}
