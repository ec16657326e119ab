import { useSignal } from '@preact/signals'
import type { TabletRow } from '../api/rows.ts'
import { TextField } from '../pieces/text-field.tsx'
import { tabletWords } from '../wording/tablets.ts'
import { type CardChange, changeCards } from './change-cards.ts'
import { ManyDialog, type ManyDialogProps } from './many-dialog.tsx'
import { tagsIn } from './tags.ts'

/** Gives tablets a group, and tags beside those they have. */
export function LabelsDialog(props: Pick<ManyDialogProps, 'find' | 'onClose'>) {
  const group = useSignal('')
  const noGroup = useSignal(false)
  const more = useSignal('')
  const less = useSignal('')
  const isEmpty = !noGroup.value && [group, more, less].every(({ value }) => value.trim() === '')

  function change({ tags = [] }: TabletRow): CardChange {
    const [added, removed] = [tagsIn(more.value), tagsIn(less.value)]
    const next = [...new Set([...tags, ...added])].filter((tag) => !removed.includes(tag))
    return {
      ...(noGroup.value ? { group: null } : group.value.trim() !== '' && { group: group.value.trim() }),
      ...(added.length + removed.length > 0 && { tags: next }),
    }
  }

  return (
    <ManyDialog
      {...props}
      title={tabletWords.labelsTitle}
      confirm={tabletWords.labelsConfirm}
      isHarmless
      isOff={isEmpty}
      perform={(tablets, how) => changeCards(tablets, change, how)}
    >
      {() => (
        <>
          <p class="quiet">{tabletWords.labelsHelp}</p>
          <TextField label={tabletWords.group} value={group} isOff={noGroup.value} />
          <label class="tickbox">
            <input
              type="checkbox"
              checked={noGroup.value}
              onChange={({ currentTarget }) => {
                noGroup.value = currentTarget.checked
              }}
            />
            {tabletWords.takeGroup}
          </label>
          <TextField label={tabletWords.addTags} hint={tabletWords.tagsHelp} maxLength={1_000} value={more} />
          <TextField label={tabletWords.removeTags} hint={tabletWords.tagsHelp} maxLength={1_000} value={less} />
        </>
      )}
    </ManyDialog>
  )
}
