import { useQuestion } from '../pieces/use-question.ts'
import { useRows } from '../pieces/use-rows.ts'
import { WindowedTable } from '../pieces/windowed-table.tsx'
import { ScopedButton } from '../session/scoped-button.tsx'
import { Heading } from '../shell/heading.tsx'
import { addressOf, filterBy, route } from '../shell/route.ts'
import { kioskWords as words } from '../wording/kiosks.ts'
import { words as shared } from '../wording/shared.ts'
import { amount } from '../wording/units.ts'
import { isFiltered, kiosksPath, NOTHING } from './filter.ts'
import { FoundKiosks } from './found-kiosks.tsx'
import { KIOSK_COLUMNS } from './kiosk-columns.tsx'
import { KioskDialog } from './kiosk-dialog.tsx'
import { KioskFilter } from './kiosk-filter.tsx'
import type { KioskRow } from './kiosk-row.ts'
import { UnlinkedTablets } from './unlinked-tablets.tsx'

const isWrong = ({ conflicts, faults, trouble }: KioskRow) =>
  conflicts.length > 0 || faults.length > 0 || trouble !== undefined

/** Every kiosk app that is ours, those that gave themselves away, and tablets that no kiosk is known for. */
export function KiosksPage() {
  const rows = useRows<KioskRow>(kiosksPath(route.value.query), ['kiosks'])
  const { open, ask } = useQuestion<'add'>()
  const add = (
    <ScopedButton kind="admin" onPress={() => ask('add')}>
      {words.add}
    </ScopedButton>
  )
  const isEmpty = rows.count.value === 0 && !isFiltered()
  return (
    <>
      <div class="title">
        <Heading title={shared.pages.kiosks}>
          {rows.count.value !== undefined && <span class="quiet">{amount(rows.count.value)}</span>}
        </Heading>
        {!isEmpty && add}
      </div>
      <FoundKiosks />
      {!isEmpty && <KioskFilter />}
      <WindowedTable
        label={shared.pages.kiosks}
        class="kiosks"
        columns={KIOSK_COLUMNS}
        rows={rows}
        rowClass={(kiosk) => (isWrong(kiosk) ? 'wrong' : undefined)}
        onOpen={({ id }) => {
          location.hash = addressOf('kiosk', id)
        }}
        empty={
          isFiltered() ? (
            <>
              <p>{words.noMatch}</p>
              <button type="button" onClick={() => filterBy(NOTHING)}>
                {words.clear}
              </button>
            </>
          ) : (
            <div class="explained">
              <p>{words.whatIsKiosk}</p>
              <p>{words.howToAdd}</p>
              <p>{add}</p>
            </div>
          )
        }
      />
      <UnlinkedTablets />
      {open.value && <KioskDialog key={open.value.nth} onClose={open.value.close} />}
    </>
  )
}
