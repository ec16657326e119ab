import { get, ifThere } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { alertWords as words } from '../wording/alerts.ts'
import { amount } from '../wording/units.ts'
import type { AlertRow } from './alert-row.ts'

/** How many alerts fire, beside the way to them; nothing while none does. */
export function FiringCount() {
  const { seen } = useLook(['alerts'], (signal) => ifThere(get<AlertRow>('alerts?state=firing&limit=1', signal)))
  const count = seen.value?.count ?? 0
  if (count === 0) return null
  return (
    <span class="count-badge">
      <span aria-hidden="true">{amount(count)}</span>
      <span class="unseen">{words.firingCount(count)}</span>
    </span>
  )
}
