import { isTabletId } from '@relevo/core/protocol'
import { isVersion } from '@relevo/core/release'
import { type CardChange, isLabel, isTag, MOST_NOTES, MOST_TAGS } from './card.ts'

/** The columns of a table of cards. `id` is needed; a column that is not there changes nothing, an empty cell clears. */
export const COLUMNS = ['id', 'name', 'group', 'tags', 'environment', 'notes', 'pin'] as const
export type Column = (typeof COLUMNS)[number]

/** A line of a table, as it was written; or what is wrong with it already. */
export type ImportedLine = { line: number; cells: Partial<Record<Column, string>> } | { line: number; fault: string }

/** What a line says, as far as it can be told without the fleet. */
export function readLine(one: ImportedLine): { id: string; change: CardChange } | { fault: string } {
  if ('fault' in one) return one
  const { id = '', tags, ...rest } = one.cells
  if (!isTabletId(id)) return { fault: `id: ${quoted(id)} is not 1 to 64 of A-Z a-z 0-9 _ -` }
  const change: CardChange = { ...rest }
  if (tags !== undefined) change.tags = tags.split(/[\s,;]+/).filter((tag) => tag !== '')
  const { name, group, notes = '', pin } = rest
  for (const [column, label] of Object.entries({ name, group })) {
    if (label && !isLabel(label)) return { fault: `${column}: ${quoted(label)} is not 1 to 64 printable characters` }
  }
  if ((change.tags?.length ?? 0) > MOST_TAGS) return { fault: `tags: more than ${MOST_TAGS}` }
  const wrong = change.tags?.find((tag) => !isTag(tag))
  if (wrong !== undefined) return { fault: `tags: ${quoted(wrong)} is not 1 to 64 printable characters` }
  if (notes.length > MOST_NOTES) return { fault: `notes: more than ${MOST_NOTES} characters` }
  if (pin && !isVersion(pin)) return { fault: `pin: ${quoted(pin)} is no version` }
  return { id, change }
}

/** A text from a table as messages repeat it: on one line, and no longer than need be. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
}
