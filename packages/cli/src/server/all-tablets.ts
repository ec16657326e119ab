import { readRows } from './read-fields.ts'
import type { ReleaseServer } from './release-server.ts'
import { readTablet, type TabletRow } from './tablet-answers.ts'

/** As many as the server gives at once. */
const PAGE = 1_000

/**
 * Every tablet the server knows, or every one that a filter means; in the server's order when the filter asks for one, else
 * by id. The list may move while it is read: a tablet seen twice counts once.
 */
export async function allTablets(server: ReleaseServer, filter = new URLSearchParams()): Promise<TabletRow[]> {
  const found = new Map<string, TabletRow>()
  for (let offset = 0; ; offset += PAGE) {
    const query = new URLSearchParams([['limit', `${PAGE}`], ['offset', `${offset}`], ...filter])
    const { data, count = 0 } = await server.get(`api/tablets?${query}`)
    const rows = readRows(data, readTablet)
    for (const row of rows) found.set(row.id, row)
    if (rows.length === 0 || offset + PAGE >= count) break
  }
  const all = [...found.values()]
  return filter.has('sort') ? all : all.sort((a, b) => (a.id < b.id ? -1 : 1))
}
