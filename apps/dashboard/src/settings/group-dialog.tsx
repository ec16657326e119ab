import { useSignal } from '@preact/signals'
import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { CheckedField, TickField } from '../pieces/field.tsx'
import { settingWords as words } from '../wording/settings.ts'
import { DAYS, type GroupRow, type Window, windowFault } from './group-row.ts'

const USUAL: Window = {
  days: [...DAYS],
  from: '02:00',
  to: '05:00',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
}
const FAULTS = { days: words.needsDay, times: words.needsTimes, zone: words.needsZone }

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

interface WindowFieldsProps {
  window: Window
  fault: keyof typeof FAULTS | undefined
  onChange(part: Partial<Window>): void
}

function WindowFields({ window, fault, onChange }: WindowFieldsProps) {
  const { days, from, to, timeZone } = window
  return (
    <>
      <fieldset class="days">
        {DAYS.map((day) => (
          <TickField
            key={day}
            label={words.days[day]}
            value={days.includes(day)}
            onValue={(isIn) => onChange({ days: DAYS.filter((one) => (one === day ? isIn : days.includes(one))) })}
          />
        ))}
      </fieldset>
      <div class="from-to">
        <CheckedField label={words.from} type="time" value={from} onValue={(typed) => onChange({ from: typed })} />
        <CheckedField label={words.to} type="time" value={to} onValue={(typed) => onChange({ to: typed })} />
      </div>
      <CheckedField
        label={words.timeZone}
        value={timeZone}
        list="time-zones"
        help={words.timeZoneHelp}
        onValue={(typed) => onChange({ timeZone: typed.trim() })}
      />
      <datalist id="time-zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      {fault ? (
        <p class="bad" role="alert">
          {FAULTS[fault]}
        </p>
      ) : (
        to < from && <p class="quiet">{words.overMidnight}</p>
      )}
    </>
  )
}
