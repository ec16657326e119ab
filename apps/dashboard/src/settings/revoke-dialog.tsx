import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { settingWords as words } from '../wording/settings.ts'
import { moment } from '../wording/units.ts'
import type { TokenRow } from './token-row.ts'

/** Asks before a token is good for nothing. */
export function RevokeDialog({ token: { id, name, lastUsedAt }, onClose }: { token: TokenRow; onClose(): void }) {
  const acting = useActing()
  const revoke = async () => {
    if (await acting.act(`tokens/${encodeURIComponent(id)}`, {}, 'DELETE')) onClose()
  }
  return (
    <Dialog
      title={words.revokeTitle(name)}
      confirm={words.doRevoke}
      acting={acting}
      onConfirm={revoke}
      onClose={onClose}
    >
      <p>{words.revokeMeans}</p>
      <p>
        <strong>{lastUsedAt ? words.revokeUsed(moment(lastUsedAt)) : words.revokeUnused}</strong>
      </p>
    </Dialog>
  )
}
