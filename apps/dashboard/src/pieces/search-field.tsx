import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'

/** So long nobody typed, in milliseconds, before it is looked for. */
const REST = 250

interface SearchFieldProps {
  label: string
  hint?: string
  /** What is looked for now. */
  value: string
  onSearch(text: string): void
}

/** Text to look for, which is looked for as it is typed. */
export function SearchField({ label, hint, value, onSearch }: SearchFieldProps) {
  const typed = useSignal(value)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    if (value !== typed.peek().trim()) typed.value = value // the filter was cleared, or the address changed
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <label>
      <span>{label}</span>
      <input
        type="search"
        {...(hint !== undefined && { placeholder: hint })}
        value={typed.value}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value
          clearTimeout(timer.current)
          timer.current = setTimeout(() => onSearch(typed.peek().trim()), REST)
        }}
      />
    </label>
  )
}
