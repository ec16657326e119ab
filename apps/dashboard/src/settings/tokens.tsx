import { useSignal } from '@preact/signals'
import { get } from '../api/api.ts'
import { lookAgain } from '../live/looking.ts'
import { useLook } from '../live/use-look.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { useQuestion } from '../pieces/use-question.ts'
import { settingWords as words } from '../wording/settings.ts'
import { MadeToken } from './made-token.tsx'
import { NewToken } from './new-token.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'
import type { TokenRow } from './token-row.ts'
import { TokenTable } from './token-table.tsx'

/** The server gives so many at once. */
const ALL = 1_000

/** Make a token, see who has one, and take it back. */
export function Tokens() {
  const { seen, trouble } = useLook([], (signal) => get<TokenRow>(`tokens?limit=${ALL}`, signal))
  const made = useSignal<{ name: string; token: string } | undefined>(undefined)
  const { open, ask } = useQuestion<string>()
  const showsEnded = useSignal(false)
  const tokens = seen.value?.data ?? []
  const good = tokens.filter(({ state }) => state === 'active')
  const ended = tokens.length - good.length
  const revoked = tokens.find(({ id }) => id === open.value?.about)
  return (
    <>
      <Trouble error={trouble.value} />
      {made.value ? (
        <MadeToken
          {...made.value}
          onKept={() => {
            made.value = undefined
          }}
        />
      ) : (
        <NewToken
          onMade={(token) => {
            made.value = token
          }}
        />
      )}
      {seen.value && good.length === 0 && <p class="quiet">{words.noTokens}</p>}
      {(good.length > 0 || showsEnded.value) && (
        <TokenTable
          tokens={showsEnded.value ? tokens : good}
          onRevoke={({ id }) => {
            ask(id)
            lookAgain() // whether it is in use is no matter of some seconds ago
          }}
        />
      )}
      {ended > 0 && !showsEnded.value && (
        <p>
          <button
            type="button"
            class="plain"
            onClick={() => {
              showsEnded.value = true
            }}
          >
            {words.showEnded(ended)}
          </button>
        </p>
      )}
      {open.value && revoked && <RevokeDialog key={open.value.nth} token={revoked} onClose={open.value.close} />}
    </>
  )
}
