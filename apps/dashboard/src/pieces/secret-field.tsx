import { Field } from './field.tsx'

interface SecretFieldProps {
  label: string
  help: string
  value: string
  onValue(value: string): void
}

/** A field in which a password is typed; the browser neither shows nor keeps it. */
export function SecretField({ value, onValue, ...field }: SecretFieldProps) {
  return (
    <Field {...field}>
      {(ties) => (
        <input
          {...ties}
          type="password"
          autocomplete="new-password"
          maxLength={256}
          value={value}
          onInput={({ currentTarget }) => onValue(currentTarget.value)}
        />
      )}
    </Field>
  )
}
