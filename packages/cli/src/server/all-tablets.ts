import { readTablet, type TabletRow } from './answers.ts'
import { readRows } from './read-fields.ts'
import type { ReleaseServer } from './release-server.ts'

const PAGE = 100

/** Every tablet the server knows, by id. The list may move while it is read: a tablet seen twice counts once. */
export async function allTablets(server: ReleaseServer): Promise<TabletRow[]> {
  const found = new Map<string, TabletRow>()
  for (let offset = 0; ; offset += PAGE) {
    const { data, count = 0 } = await server.get(`api/tablets?limit=${PAGE}&offset=${offset}`)
    const rows = readRows(data, readTablet)
    for (const row of rows) found.set(row.id, row)
    if (rows.length === 0 || offset + PAGE >= count) break
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}
