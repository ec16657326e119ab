import { send } from '../api/api.ts'
import type { TabletRow } from '../api/rows.ts'
import { lackedScope } from '../session/scopes.ts'
import { oneByOne } from './one-by-one.ts'

/** What is to be written on a card; `null` takes it off. */
export interface CardChange {
  group?: string | null
  tags?: string[]
  pin?: string | null
}

/** From so many on it is a matter of minutes one by one, and of one table for whoever may import one. */
const MANY = 50

/**
 * Write on the cards of tablets: as one table, all or nothing, where there are many and one may; else card by card.
 *
 * @throws what a call throws; of single cards, those before it are written
 */
export async function changeCards(
  tablets: TabletRow[],
  changeOf: (tablet: TabletRow) => CardChange,
  how: { done(count: number): void; signal: AbortSignal },
): Promise<void> {
  if (tablets.length > MANY && lackedScope('admin') === undefined) {
    await send('POST', 'tablets/import', tableOf(tablets, changeOf))
    how.done(tablets.length)
    return
  }
  await oneByOne(tablets, (one) => send('PATCH', `tablets/${encodeURIComponent(one.id)}`, changeOf(one)), how)
}

/**
 * The changes as a table that can be imported: a column that no tablet changes is left out, so that it stays as it is.
 *
 * @example tableOf([{ id: 'a', … }], () => ({ group: 'lobby' })) // '"id","group"\r\n"a","lobby"\r\n'
 */
export function tableOf(tablets: TabletRow[], changeOf: (tablet: TabletRow) => CardChange): string {
  const changes = tablets.map((tablet) => ({ tablet, change: changeOf(tablet) }))
  const columns = (['group', 'tags', 'pin'] as const).filter((column) => changes.some(({ change }) => column in change))
  const lines = changes.map(({ tablet, change }) => [
    tablet.id,
    ...columns.map((column) => {
      const value = column in change ? change[column] : tablet[column]
      return Array.isArray(value) ? value.join(' ') : (value ?? '')
    }),
  ])
  return [['id', ...columns], ...lines].map((cells) => `${cells.map(quoted).join()}\r\n`).join('')
}

/** As RFC 4180 writes a cell that may have anything in it. */
function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}
