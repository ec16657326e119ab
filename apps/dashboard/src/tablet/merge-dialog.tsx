import { useSignal } from '@preact/signals'
import type { TabletRow } from '../api/rows.ts'
import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { TextField } from '../pieces/text-field.tsx'
import { addressOf } from '../shell/route.ts'
import { tabletWords } from '../wording/tablet.ts'

/** Asks before two tablets become one: the same device, which had another id before. */
export function MergeDialog({ tablet: { id }, onClose }: { tablet: TabletRow; onClose(): void }) {
  const acting = useActing()
  const into = useSignal('')
  const target = into.value.trim()

  async function merge(): Promise<void> {
    if (!(await acting.act(`tablets/${encodeURIComponent(id)}/merge`, { into: target }))) return
    onClose()
    location.hash = addressOf('tablet', target)
  }

  return (
    <Dialog
      title={tabletWords.mergeTitle(id)}
      confirm={tabletWords.mergeConfirm}
      acting={acting}
      isOff={target === '' || target === id}
      onConfirm={merge}
      onClose={onClose}
    >
      <TextField label={tabletWords.mergeInto} value={into} maxLength={64} />
      <p>{tabletWords.mergeMeans(id, target || '…')}</p>
    </Dialog>
  )
}
