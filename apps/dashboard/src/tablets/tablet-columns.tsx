import type { TabletRow } from '../api/rows.ts'
import type { Column } from '../pieces/windowed-table.tsx'
import { addressOf } from '../shell/route.ts'
import { tabletWords } from '../wording/tablets.ts'
import { engine, moment, shortMoment } from '../wording/units.ts'
import { selectAll, selection, selectNone, toggle } from './selection.ts'
import { Doing, PresenceMark, Running } from './tablet-state.tsx'

/** What the list says of a tablet. */
export const TABLET_COLUMNS: Column<TabletRow>[] = [
  {
    title: tabletWords.selectAll,
    class: 'tick',
    heading: <TickAll />,
    cell: (tablet, tabIndex) => <Tick tablet={tablet} tabIndex={tabIndex} />,
  },
  {
    title: tabletWords.id,
    class: 'name',
    cell: ({ id, name, engine: runsIn }, tabIndex) => (
      <>
        <div>
          <a href={addressOf('tablet', id)} tabIndex={tabIndex}>
            {name ?? id}
          </a>
        </div>
        <div class="quiet">{[name && id, runsIn && engine(runsIn)].filter(Boolean).join(' · ')}</div>
      </>
    ),
  },
  {
    title: tabletWords.belongs,
    class: 'belongs',
    cell: ({ environment, group, tags = [] }) => (
      <>
        <div>{[environment, group].filter(Boolean).join(' · ')}</div>
        <div class="quiet">{tags.join(', ')}</div>
      </>
    ),
  },
  { title: tabletWords.reports, class: 'runs', cell: (tablet) => <Running tablet={tablet} /> },
  { title: tabletWords.doing, class: 'doing', cell: (tablet) => <Doing tablet={tablet} /> },
  {
    title: tabletWords.seen,
    class: 'seen',
    cell: (tablet) => (
      <>
        <div>
          <PresenceMark tablet={tablet} />
        </div>
        <div class="quiet" title={moment(tablet.lastSeen)}>
          {shortMoment(tablet.lastSeen)}
        </div>
      </>
    ),
  },
]

function Tick({ tablet, tabIndex }: { tablet: TabletRow; tabIndex: number }) {
  const { ticked, isAll } = selection.value
  return (
    <input
      type="checkbox"
      aria-label={`${tabletWords.select} ${tablet.id}`}
      tabIndex={tabIndex}
      checked={isAll || ticked.has(tablet.id)}
      onChange={() => toggle(tablet)}
    />
  )
}

function TickAll() {
  const { isAll } = selection.value
  return (
    <input
      type="checkbox"
      aria-label={tabletWords.selectAll}
      checked={isAll}
      onChange={() => (isAll ? selectNone() : selectAll())}
    />
  )
}
