import { settingWords as words } from '../wording/settings.ts'
import { moment } from '../wording/units.ts'
import type { TokenRow } from './token-row.ts'

interface TokenTableProps {
  tokens: readonly TokenRow[]
  onRevoke(token: TokenRow): void
}

/** Who has a token, what it is good for, and when it was used. */
export function TokenTable({ tokens, onRevoke }: TokenTableProps) {
  return (
    <div class="scroll">
      <table class="stacked">
        <thead>
          <tr>
            <th>{words.name}</th>
            <th>{words.scopesHead}</th>
            <th>{words.lastUsed}</th>
            <th>{words.expiresAt}</th>
            <th>{words.madeAt}</th>
            <th>
              <span class="unseen">{words.doRevoke}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id} class={token.state === 'active' ? undefined : 'ended'}>
              <td>
                <strong>{token.name}</strong> <span class="quiet">{token.id}</span>
              </td>
              <td data-label={words.scopesHead} class="why">
                {token.scopes.join(', ')}
              </td>
              <td data-label={words.lastUsed}>{moment(token.lastUsedAt) || words.neverUsed}</td>
              <td data-label={words.expiresAt}>
                {token.state === 'active' ? moment(token.expiresAt) || words.never : words.states[token.state]}
              </td>
              <td data-label={words.madeAt}>
                <div>
                  {moment(token.createdAt)}
                  <div class="quiet">
                    {words.madeBy} {token.createdBy}
                  </div>
                </div>
              </td>
              <td>
                {token.state === 'active' && (
                  <button
                    type="button"
                    class="danger"
                    aria-label={words.revokeOf(token.name)}
                    onClick={() => onRevoke(token)}
                  >
                    {words.revoke}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
