import type { TabletSummary } from '../api/rows.ts'
import { addressOf, type Route } from '../shell/route.ts'
import { tabletWords } from '../wording/tablets.ts'
import { amount } from '../wording/units.ts'

/** A kind of tablet: how many there are, and what the list is filtered by to show them. */
interface Kind {
  name: keyof typeof tabletWords.counts
  count: number
  filter: Record<string, string>
  /** Some of them are a reason to look. */
  colour?: 'bad' | 'behind'
}

function kindsOf({ count, presence, stuck, behind, hands }: TabletSummary): Kind[] {
  return [
    { name: 'all', count, filter: {} },
    { name: 'online', count: presence.online, filter: { presence: 'online' } },
    { name: 'offline', count: presence.offline, filter: { presence: 'offline' } },
    { name: 'stale', count: presence.stale, filter: { presence: 'stale' } },
    { name: 'neverSeen', count: presence.neverSeen, filter: { presence: 'never-seen' } },
    { name: 'behind', count: behind, filter: { behind: 'true' }, colour: 'behind' },
    { name: 'stuck', count: stuck, filter: { stuck: 'true' }, colour: 'bad' },
    ...(hands === undefined
      ? []
      : [{ name: 'hands', count: hands, filter: { hands: 'true' }, colour: 'bad' } as const]),
  ]
}

const NO_KIND = { presence: '', stuck: '', behind: '', hands: '' }

/** How many tablets are of which kind; each count leads to the list of them. What else is filtered by stays. */
export function TabletCounts({ summary, route }: { summary: TabletSummary; route: Route }) {
  const rest = route.page === 'tablets' ? Object.fromEntries(route.query) : {}
  const isShown = (filter: Record<string, string>) =>
    route.page === 'tablets' &&
    Object.entries({ ...NO_KIND, ...filter }).every(([word, value]) => (route.query.get(word) ?? '') === value)
  return (
    <ul class="counts" aria-label={tabletWords.countsLabel}>
      {kindsOf(summary).map(({ name, count, filter, colour }) => (
        <li key={name}>
          <a
            href={addressOf('tablets', '', { ...rest, ...NO_KIND, ...filter })}
            aria-current={isShown(filter) || undefined}
          >
            <strong class={count > 0 ? colour : undefined}>{amount(count)}</strong> {tabletWords.counts[name]}
          </a>
        </li>
      ))}
    </ul>
  )
}
