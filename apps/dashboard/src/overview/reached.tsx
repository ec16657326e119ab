import type { EnvironmentRow, TabletSummary } from '../api/rows.ts'
import { addressOf } from '../shell/route.ts'
import { overviewWords } from '../wording/overview.ts'
import { amount } from '../wording/units.ts'

/** How many tablets of an environment report what they should run. */
export function Reached({ environment, summary }: { environment: EnvironmentRow; summary: TabletSummary }) {
  const wanted = environment.desired ?? environment.current
  const { count } = summary
  if (wanted === undefined || count === 0) return null
  const there = summary.releases.find(({ release }) => release === wanted)?.count ?? 0
  const says = overviewWords.reached(amount(there), amount(count))
  return (
    <div class="reached">
      <progress max={count} value={there} aria-label={says} />
      <a href={addressOf('tablets', '', { environment: environment.name })}>{says}</a>
    </div>
  )
}
