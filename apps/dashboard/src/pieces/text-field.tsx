import type { Signal } from '@preact/signals'

interface TextFieldProps {
  label: string
  hint?: string
  value: Signal<string>
  isOff?: boolean
  /** Several lines. */
  isLong?: boolean
  maxLength?: number
}

/** Something to write into. */
export function TextField({ label, hint, value, isOff = false, isLong = false, maxLength = 64 }: TextFieldProps) {
  const field = {
    maxLength,
    disabled: isOff,
    value: value.value,
    ...(hint !== undefined && { placeholder: hint }),
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) => {
      value.value = currentTarget.value
    },
  }
  if (isLong) {
    return (
      <label>
        <span>{label}</span>
        <textarea rows={3} {...field} />
      </label>
    )
  }
  return (
    <label>
      <span>{label}</span>
      <input {...field} />
    </label>
  )
}
