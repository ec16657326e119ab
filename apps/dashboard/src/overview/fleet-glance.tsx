import { getOne, ifThere } from '../api/api.ts'
import type { TabletSummary } from '../api/rows.ts'
import { useLook } from '../live/use-look.ts'
import { addressOf, route } from '../shell/route.ts'
import { TabletCounts } from '../tablets/tablet-counts.tsx'
import { overviewWords } from '../wording/overview.ts'
import { reason } from '../wording/tablets.ts'
import { amount } from '../wording/units.ts'

/** How many tablets there are of which kind, and why those that are stuck are. */
export function FleetGlance() {
  const { seen } = useLook(['tablets', 'ladders', 'environments'], (signal) =>
    ifThere(getOne<TabletSummary>('tablets/summary', signal)),
  )
  const summary = seen.value
  if (!summary) return null
  return (
    <section class="glance">
      <h2>{overviewWords.fleet}</h2>
      <TabletCounts summary={summary} route={route.value} />
      {summary.reasons.length > 0 && (
        <ul class="reasons" aria-label={overviewWords.whyStuck}>
          {summary.reasons.map(({ code, count }) => (
            <li key={code}>
              <a href={addressOf('tablets', '', { stuck: 'true' })}>
                <strong class="bad">{amount(count)}</strong> {reason(code)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
