import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

/** What came of what was done last, in a sentence. */
export const outcome = signal('')

/** Says it, until something else is done or somebody goes to another page. */
export function Outcome() {
  useEffect(
    () => () => {
      outcome.value = ''
    },
    [],
  )
  return (
    <p role="status" class="outcome">
      {outcome.value}
    </p>
  )
}
