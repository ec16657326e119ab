import { useSignal } from '@preact/signals'
import { getMany } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { Choice } from '../pieces/choice.tsx'
import { MoreButton } from '../pieces/more-button.tsx'
import { SearchField } from '../pieces/search-field.tsx'
import { Trouble } from '../pieces/trouble.tsx'
import { useQuestion } from '../pieces/use-question.ts'
import { accessWords as words } from '../wording/access.ts'
import type { CredentialKind, CredentialRow } from './access-rows.ts'
import { CredentialTable } from './credential-table.tsx'
import { RevokeCredentialDialog } from './revoke-credential-dialog.tsx'

const KINDS = ['tablet', 'kiosk', 'service'] as const
/** As many are shown at first, and come with each `more`. */
const PORTION = 50

/** Who has something to sign in with, and the way to take it back. */
export function Credentials() {
  const kind = useSignal('')
  const name = useSignal('')
  const state = useSignal('active')
  const wanted = useSignal(PORTION)
  const { open, ask } = useQuestion<CredentialRow>()
  const given = { kind: kind.value, name: name.value, state: state.value }
  const query = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== '')).toString()
  const { seen, trouble } = useLook(
    [],
    (signal) => getMany<CredentialRow>(`credentials?${query}`, signal, wanted.value),
    [query, wanted.value],
  )
  const list = seen.value
  return (
    <>
      <search class="filter table-filter" aria-label={words.filterLabel}>
        <SearchField
          label={words.exactName}
          value={name.value}
          onSearch={(text) => {
            name.value = text
          }}
        />
        <Choice
          label={words.kind}
          value={kind.value}
          options={KINDS.map((value) => ({ value, text: words.kinds[value as CredentialKind] }))}
          onChoose={(chosen) => {
            kind.value = chosen
          }}
        />
        <Choice
          label={words.state}
          value={state.value}
          options={(['active', 'revoked'] as const).map((value) => ({ value, text: words.credentialStates[value] }))}
          onChoose={(chosen) => {
            state.value = chosen
          }}
        />
      </search>
      <Trouble error={trouble.value} />
      {list && list.count === 0 && <p class="quiet">{words.noCredentials}</p>}
      {list && list.count > 0 && <CredentialTable credentials={list.data} onRevoke={ask} />}
      <MoreButton
        list={list}
        onMore={() => {
          wanted.value += PORTION
        }}
      />
      {open.value && (
        <RevokeCredentialDialog key={open.value.nth} credential={open.value.about} onClose={open.value.close} />
      )}
    </>
  )
}
