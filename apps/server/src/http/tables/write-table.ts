import { stringify } from 'csv-stringify/sync'
import type { Card } from '../../fleet/tablets/card.ts'
import { COLUMNS } from '../../fleet/tablets/imported-line.ts'
import { safeCell } from './safe-cell.ts'

/**
 * Cards as a table that spreadsheets open as it is: CSV (RFC 4180) with a byte order mark, without which Excel takes UTF-8
 * for something else. `readTable` reads the same cards out of it.
 */
export function writeTable(cards: readonly Card[]): string {
  const rows = cards.map((card) => {
    const texts = { ...card, tags: card.tags.join(' ') }
    return COLUMNS.map((column) => safeCell(texts[column] ?? ''))
  })
  return stringify([[...COLUMNS], ...rows], { bom: true, quoted_match: /[^\w.-]/, record_delimiter: '\r\n' })
}
