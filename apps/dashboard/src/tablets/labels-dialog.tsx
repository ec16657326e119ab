import { useSignal } from '@preact/signals'
import { send } from '../api/api.ts'
import type { TabletRow } from '../api/rows.ts'
import { TextField } from '../pieces/text-field.tsx'
import { tabletWords } from '../wording/tablets.ts'
import { ManyDialog, type ManyDialogProps } from './many-dialog.tsx'
import { oneByOne } from './one-by-one.ts'
import { tagsIn } from './tags.ts'

/** Gives tablets a group, and tags beside those they have. */
export function LabelsDialog(props: Pick<ManyDialogProps, 'find' | 'onClose'>) {
  const group = useSignal('')
  const noGroup = useSignal(false)
  const more = useSignal('')
  const less = useSignal('')
  const isEmpty = !noGroup.value && [group, more, less].every(({ value }) => value.trim() === '')

  function change({ tags = [] }: TabletRow): object {
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
      perform={(tablets, how) =>
        oneByOne(tablets, (one) => send('PATCH', `tablets/${encodeURIComponent(one.id)}`, change(one)), how)
      }
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
          <TextField label={tabletWords.addTags} hint={tabletWords.tagsHelp} value={more} />
          <TextField label={tabletWords.removeTags} hint={tabletWords.tagsHelp} value={less} />
        </>
      )}
    </ManyDialog>
  )
}
