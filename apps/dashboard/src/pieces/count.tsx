import type { List } from '../api/api.ts'
import { words } from '../wording/shared.ts'
import { amount } from '../wording/units.ts'

/** How many there are; honest when only a part is shown. */
export function Count({ list }: { list: List<unknown> }) {
  const part = list.data.length < list.count ? `${amount(list.data.length)} ${words.partOf} ` : ''
  return (
    <span class="quiet">
      {part}
      {amount(list.count)}
    </span>
  )
}
