import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { accessWords as words } from '../wording/access.ts'
import { moment } from '../wording/units.ts'
import type { CredentialRow } from './access-rows.ts'

interface RevokeCredentialDialogProps {
  credential: CredentialRow
  onClose(): void
}

/** Asks before a credential is good for nothing, and says what comes of it. */
export function RevokeCredentialDialog({ credential, onClose }: RevokeCredentialDialogProps) {
  const { id, kind, name, lastUsedAt } = credential
  const acting = useActing()
  const revoke = async () => {
    if (await acting.act(`credentials/${encodeURIComponent(id)}`, {}, 'DELETE')) onClose()
  }
  return (
    <Dialog
      title={words.revokeTitle(words.kinds[kind], name)}
      confirm={words.doRevoke}
      acting={acting}
      onConfirm={revoke}
      onClose={onClose}
    >
      <p>{words.revokeMeans[kind]}</p>
      <p>
        <strong>{lastUsedAt === undefined ? words.revokeUnused : words.revokeUsed(moment(lastUsedAt))}</strong>
      </p>
    </Dialog>
  )
}
