import { CheckedField, TickField } from '../pieces/field.tsx'
import { settingWords as words } from '../wording/settings.ts'
import { DAYS, type Window } from './group-row.ts'

const FAULTS = { days: words.needsDay, times: words.needsTimes, zone: words.needsZone }

interface WindowFieldsProps {
  window: Window
  fault: keyof typeof FAULTS | undefined
  onChange(part: Partial<Window>): void
}

/** On which days, from when to when and where a group may be updated. */
export function WindowFields({ window, fault, onChange }: WindowFieldsProps) {
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
        to <= from && <p class="quiet">{words.overMidnight}</p>
      )}
    </>
  )
}
