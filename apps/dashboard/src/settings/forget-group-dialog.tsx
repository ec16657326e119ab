import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { settingWords as words } from '../wording/settings.ts'
import type { GroupRow } from './group-row.ts'

/** Asks before a group loses its window: its tablets are updated at any time then. */
export function ForgetGroupDialog({ group: { name, tablets }, onClose }: { group: GroupRow; onClose(): void }) {
  const acting = useActing()
  const forget = async () => {
    if (await acting.act(`groups/${encodeURIComponent(name)}`, {}, 'DELETE')) onClose()
  }
  return (
    <Dialog
      title={words.forgetTitle(name)}
      confirm={words.doForget}
      acting={acting}
      onConfirm={forget}
      onClose={onClose}
    >
      <p>
        <strong>{words.forgetMeans(tablets)}</strong>
      </p>
    </Dialog>
  )
}
