import { get } from '../api/api.ts'
import type { TabletRow } from '../api/rows.ts'
import { useLook } from '../live/use-look.ts'
import { Count } from '../pieces/count.tsx'
import { Heading } from '../shell/heading.tsx'
import { words } from '../wording/shared.ts'
import { TabletsTable } from './tablets-table.tsx'

/** Every tablet. */
export function TabletsPage() {
  const { seen } = useLook(['tablets'], (signal) => get<TabletRow>('tablets', signal))
  return (
    <>
      <Heading title={words.pages.tablets}>{seen.value && <Count list={seen.value} />}</Heading>
      {seen.value && <TabletsTable list={seen.value} />}
    </>
  )
}
