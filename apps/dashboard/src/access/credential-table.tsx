import { addressOf } from '../shell/route.ts'
import { accessWords as words } from '../wording/access.ts'
import { moment } from '../wording/units.ts'
import type { CredentialRow } from './access-rows.ts'

interface CredentialTableProps {
  credentials: readonly CredentialRow[]
  onRevoke(credential: CredentialRow): void
}

/** Credentials, each with whose it is, who made it and when it was used. */
export function CredentialTable({ credentials, onRevoke }: CredentialTableProps) {
  return (
    <div class="scroll">
      <table class="stacked" aria-label={words.credentials}>
        <thead>
          <tr>
            <th>{words.whose}</th>
            <th>{words.kind}</th>
            <th>{words.user}</th>
            <th>{words.lastUsed}</th>
            <th>{words.madeBy}</th>
            <th>
              <span class="unseen">{words.revoke}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {credentials.map((credential) => (
            <Row key={credential.id} credential={credential} onRevoke={onRevoke} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ credential, onRevoke }: { credential: CredentialRow; onRevoke(credential: CredentialRow): void }) {
  const { kind, name, user, state, lastUsedAt, createdBy, createdAt, revokedAt } = credential
  const isActive = state === 'active'
  return (
    <tr class={isActive ? undefined : 'ended'}>
      <td>
        <strong>{kind === 'service' ? name : <a href={addressOf(kind, name)}>{name}</a>}</strong>
      </td>
      <td data-label={words.kind}>{words.kinds[kind]}</td>
      <td data-label={words.user}>
        <code>{user}</code>
      </td>
      <td data-label={words.lastUsed}>{moment(lastUsedAt) || words.neverUsed}</td>
      <td data-label={words.madeBy}>
        <div>
          {createdBy}
          <div class="quiet">{moment(createdAt)}</div>
        </div>
      </td>
      <td>
        {isActive ? (
          <button
            type="button"
            class="danger"
            aria-label={words.revokeOf(words.kinds[kind], name)}
            onClick={() => onRevoke(credential)}
          >
            {words.revoke}
          </button>
        ) : (
          <span class="quiet">{words.revokedAt(moment(revokedAt))}</span>
        )}
      </td>
    </tr>
  )
}
