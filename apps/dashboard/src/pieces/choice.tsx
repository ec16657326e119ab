import { words } from '../wording/shared.ts'

interface ChoiceProps {
  label: string
  value: string
  /** What can be chosen, and how it is called; a value that is none of them is shown all the same. */
  options: readonly { value: string; text?: string }[]
  /** What choosing nothing is called; `all`, without it. */
  nothing?: string
  onChoose(value: string): void
}

/** One of several words to filter by. */
export function Choice({ label, value, options, nothing = words.all, onChoose }: ChoiceProps) {
  const isKnown = value === '' || options.some((one) => one.value === value)
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        <option value="">{nothing}</option>
        {!isKnown && <option value={value}>{value}</option>}
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.text ?? one.value}
          </option>
        ))}
      </select>
    </label>
  )
}
