import { useSignal } from '@preact/signals'
import type { TabletRow } from '../api/rows.ts'
import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { TextField } from '../pieces/text-field.tsx'
import { tagsIn } from '../tablets/tags.ts'
import { tabletWords } from '../wording/tablet.ts'
import { tabletWords as listWords } from '../wording/tablets.ts'

/** Writes down what people know of a tablet. Only what was changed is sent: two people may write at once. */
export function CardDialog({ tablet, onClose }: { tablet: TabletRow; onClose(): void }) {
  const acting = useActing()
  const name = useSignal(tablet.name ?? '')
  const group = useSignal(tablet.group ?? '')
  const tags = useSignal((tablet.tags ?? []).join(', '))
  const pin = useSignal(tablet.pin ?? '')
  const notes = useSignal(tablet.notes ?? '')

  async function save(): Promise<void> {
    const texts = { name, group, pin, notes }
    const changes: Record<string, string | string[] | null> = {}
    for (const [word, { value }] of Object.entries(texts)) {
      const text = value.trim()
      if (text !== (tablet[word as keyof typeof texts] ?? '')) changes[word] = text === '' ? null : text
    }
    const newTags = tagsIn(tags.value)
    if (newTags.join() !== (tablet.tags ?? []).join()) changes.tags = newTags
    const isSame = Object.keys(changes).length === 0
    if (isSame || (await acting.act(`tablets/${encodeURIComponent(tablet.id)}`, changes, 'PATCH'))) onClose()
  }

  return (
    <Dialog
      title={tabletWords.editTitle(tablet.name ?? tablet.id)}
      confirm={tabletWords.save}
      acting={acting}
      isHarmless
      onConfirm={save}
      onClose={onClose}
    >
      <TextField label={tabletWords.name} value={name} />
      <TextField label={tabletWords.group} value={group} />
      <TextField label={tabletWords.tags} hint={listWords.tagsHelp} maxLength={1_000} value={tags} />
      <TextField label={tabletWords.pin} hint={tabletWords.pinHint} value={pin} />
      <TextField label={tabletWords.notes} value={notes} isLong maxLength={2_000} />
    </Dialog>
  )
}
