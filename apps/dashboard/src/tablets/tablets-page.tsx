import { useEffect } from 'preact/hooks'
import { getOne, ifThere } from '../api/api.ts'
import type { TabletRow, TabletSummary } from '../api/rows.ts'
import { watchEnvironments } from '../deployments/environments-now.ts'
import { useLook } from '../live/use-look.ts'
import { useRows } from '../pieces/use-rows.ts'
import { WindowedTable } from '../pieces/windowed-table.tsx'
import { Heading } from '../shell/heading.tsx'
import { addressOf, filterBy, route } from '../shell/route.ts'
import { words } from '../wording/shared.ts'
import { tabletWords } from '../wording/tablets.ts'
import { amount } from '../wording/units.ts'
import { chosen, isFiltered, NOTHING, pathOf, summaryPath } from './filter.ts'
import { ImportExport } from './import-export.tsx'
import { OtherFilters } from './other-filters.tsx'
import { Outcome } from './outcome.tsx'
import { selection, selectNone, toggle } from './selection.ts'
import { SelectionBar } from './selection-bar.tsx'
import { TABLET_COLUMNS } from './tablet-columns.tsx'
import { TabletCounts } from './tablet-counts.tsx'
import { TabletFilter } from './tablet-filter.tsx'

/** Every tablet that the address asks for; what can be done with several at once. */
export function TabletsPage() {
  const path = pathOf(route.value.query)
  const environment = chosen('environment')
  useEffect(watchEnvironments, [])
  useEffect(() => selectNone, [path])
  const rows = useRows<TabletRow>(path, ['tablets', 'ladders', 'deployments', 'environments', 'groups'])
  const { seen: summary } = useLook(
    ['tablets', 'ladders', 'environments', 'groups'],
    (signal) => ifThere(getOne<TabletSummary>(summaryPath(environment), signal)),
    [environment],
  )
  const isIn = ({ id }: TabletRow) => selection.value.isAll || selection.value.ticked.has(id)
  return (
    <>
      <div class="title">
        <Heading title={words.pages.tablets}>
          {rows.count.value !== undefined && <span class="quiet">{amount(rows.count.value)}</span>}
        </Heading>
        <ImportExport />
      </div>
      {summary.value && <TabletCounts summary={summary.value} route={route.value} />}
      <TabletFilter summary={summary.value} />
      <OtherFilters />
      <Outcome />
      <WindowedTable
        label={words.pages.tablets}
        class="tablets"
        columns={TABLET_COLUMNS}
        rows={rows}
        rowClass={({ stuck, ladder }) => (stuck || ladder?.phase === 'needs-hands' ? 'stuck' : undefined)}
        isSelected={isIn}
        onToggle={toggle}
        onOpen={({ id }) => {
          location.hash = addressOf('tablet', id)
        }}
        empty={isFiltered() ? <NoMatch /> : <NoTablets />}
      />
      <SelectionBar path={path} matching={rows.count.value ?? 0} />
    </>
  )
}

function NoTablets() {
  return (
    <p>
      {tabletWords.none} <code>{location.origin}/?tablet=lobby-1</code>
    </p>
  )
}

function NoMatch() {
  return (
    <>
      <p>{tabletWords.noMatch}</p>
      <button type="button" onClick={() => filterBy(NOTHING)}>
        {tabletWords.clear}
      </button>
    </>
  )
}
