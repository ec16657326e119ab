import { type KioskRow, readKiosk } from './kiosk-answers.ts'
import { readRows } from './read-fields.ts'
import type { ReleaseServer } from './release-server.ts'

/** As many as the server gives at once. */
const PAGE = 1_000

/** Every kiosk the server knows, or every one of a standing. The list may move while it is read: one seen twice counts once. */
export async function allKiosks(server: ReleaseServer, standing?: string): Promise<KioskRow[]> {
  const found = new Map<string, KioskRow>()
  for (let offset = 0; ; offset += PAGE) {
    const filter = standing === undefined ? '' : `&standing=${standing}`
    const { data, count = 0 } = await server.get(`api/kiosks?limit=${PAGE}&offset=${offset}${filter}`)
    const rows = readRows(data, readKiosk)
    for (const row of rows) found.set(row.id, row)
    if (rows.length === 0 || offset + PAGE >= count) return [...found.values()]
  }
}
