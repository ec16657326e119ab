import type { Signal } from '@preact/signals'
import { words } from '../wording/shared.ts'

/** Why; kept with the deployment and told in notices. */
export function ReasonField({ value }: { value: Signal<string> }) {
  return (
    <label>
      {words.optionalReason}
      <input
        maxLength={500}
        value={value.value}
        onInput={({ currentTarget }) => {
          value.value = currentTarget.value
        }}
      />
    </label>
  )
}
