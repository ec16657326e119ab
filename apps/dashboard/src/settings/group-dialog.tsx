import { useSignal } from '@preact/signals'
import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { CheckedField, TickField } from '../pieces/field.tsx'
import { settingWords as words } from '../wording/settings.ts'
import { DAYS, type GroupRow, type Window, windowFault } from './group-row.ts'
import { WindowFields } from './window-fields.tsx'

const USUAL: Window = {
  days: [...DAYS],
  from: '02:00',
  to: '05:00',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
}

/** When a group's tablets may be updated, and what there is to know of it; without a group, of a new one. */
export function GroupDialog({ group, onClose }: { group: GroupRow | undefined; onClose(): void }) {
  const acting = useActing()
  const name = useSignal(group?.name ?? '')
  const hasWindow = useSignal(group === undefined || group.window !== undefined)
  const window = useSignal<Window>(group?.window ?? USUAL)
  const notes = useSignal(group?.notes ?? '')
  const fault = hasWindow.value ? windowFault(window.value) : undefined

  async function save(): Promise<void> {
    const body = { window: hasWindow.value ? window.value : null, notes: notes.value.trim() || null }
    if (await acting.act(`groups/${encodeURIComponent(name.value.trim())}`, body, 'PUT')) onClose()
  }

  return (
    <Dialog
      title={group ? words.editOf(group.name) : words.newGroup}
      confirm={words.save}
      isHarmless
      isOff={fault !== undefined || name.value.trim() === ''}
      acting={acting}
      onConfirm={save}
      onClose={onClose}
    >
      {group ? (
        <p>{words.windowMeans(group.tablets)}</p>
      ) : (
        <CheckedField
          label={words.groupName}
          value={name.value}
          maxLength={64}
          onValue={(typed) => {
            name.value = typed
          }}
        />
      )}
      <TickField
        label={words.hasWindow}
        value={hasWindow.value}
        onValue={(has) => {
          hasWindow.value = has
        }}
      />
      {hasWindow.value && (
        <WindowFields
          window={window.value}
          fault={fault}
          onChange={(part) => {
            window.value = { ...window.value, ...part }
          }}
        />
      )}
      <CheckedField
        label={words.notes}
        value={notes.value}
        maxLength={1_000}
        onValue={(typed) => {
          notes.value = typed
        }}
      />
    </Dialog>
  )
}
