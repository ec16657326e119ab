import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** What ties an input to its label, its help and its fault. */
interface FieldTies {
  id: string
  'aria-invalid': boolean
  'aria-describedby': string | undefined
}

interface FieldProps {
  label: string
  /** What is wrong with what was typed. */
  fault?: string | undefined
  help?: ComponentChildren
  /** It takes a whole row of its form. */
  isWide?: boolean
  children(ties: FieldTies): ComponentChildren
}

/** A label, what is typed or chosen, and below it what is wrong or helps. */
export function Field({ label, fault, help, isWide = false, children }: FieldProps) {
  const id = useId()
  const says = fault ?? help
  return (
    <div class={isWide ? 'field wide' : 'field'}>
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-invalid': fault !== undefined,
        'aria-describedby': says === undefined ? undefined : `${id}-says`,
      })}
      {says !== undefined && (
        <small id={`${id}-says`} class={fault === undefined ? 'quiet' : 'bad'}>
          {says}
        </small>
      )}
    </div>
  )
}

interface CheckedFieldProps extends Omit<FieldProps, 'children'> {
  value: string
  onValue(value: string): void
  /** Digits are typed. */
  isNumber?: boolean
  type?: 'text' | 'time' | 'datetime-local'
  maxLength?: number
  /** The id of a `datalist`. */
  list?: string
}

/** A field in which a line of text is typed. */
export function CheckedField({
  value,
  onValue,
  isNumber = false,
  type = 'text',
  maxLength,
  list,
  ...field
}: CheckedFieldProps) {
  return (
    <Field {...field}>
      {(ties) => (
        <input
          {...ties}
          type={type}
          value={value}
          autocomplete="off"
          {...(isNumber && { inputMode: 'decimal' })}
          {...(maxLength !== undefined && { maxLength })}
          {...(list !== undefined && { list })}
          onInput={({ currentTarget }) => onValue(currentTarget.value)}
        />
      )}
    </Field>
  )
}

interface SelectFieldProps<Choice extends string> extends Omit<FieldProps, 'children'> {
  value: Choice
  /** Each with what it says; one that is off cannot be chosen. */
  choices: readonly { value: Choice; says: string; isOff?: boolean }[]
  onValue(value: Choice): void
}

/** A field in which one of a few is chosen. */
export function SelectField<Choice extends string>({ value, choices, onValue, ...field }: SelectFieldProps<Choice>) {
  return (
    <Field {...field}>
      {(ties) => (
        <select {...ties} value={value} onChange={({ currentTarget }) => onValue(currentTarget.value as Choice)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.isOff ?? false}>
              {choice.says}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** A box to tick, its label behind it. */
export function TickField({ label, value, onValue }: { label: string; value: boolean; onValue(value: boolean): void }) {
  return (
    <label class="tickbox">
      <input type="checkbox" checked={value} onChange={({ currentTarget }) => onValue(currentTarget.checked)} />
      {label}
    </label>
  )
}
