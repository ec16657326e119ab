import { keptReleases } from '@relevo/core/slots'
import { resultOf } from './database.ts'
import type { FileStore } from './file-store.ts'
import { type RecordKeeper, stepped } from './record.ts'
import { filesByHash, type Releases, type StoredRelease } from './releases.ts'
import type { Clients } from './worker-scope.ts'

/**
 * Not every page is listed: not the one whose pin is just being written, nor one that waits behind the back button, where
 * Chromium keeps it for ten minutes. So long they are believed in, in milliseconds.
 */
const YOUNG = 900_000

/**
 * Delete what nothing refers to.
 *
 * @param needed hashes that stay whatever happens: an installation is on its way
 * @param spare the release before may go too: there is no room for the next
 */
export type Sweep = (needed?: Set<string>, spare?: boolean) => Promise<void>

/**
 * Delete what nothing refers to: not the slots, not a page that lives. Never when a worker is activated, which says
 * nothing about what its pages need.
 */
export async function sweep(
  clients: Clients,
  keeper: RecordKeeper,
  { known }: Releases,
  store: FileStore,
  needed: Set<string> = new Set(),
  spare = false,
): Promise<void> {
  const living = await clients.matchAll({ includeUncontrolled: true, type: 'all' })
  const live = new Set(living.map(({ id }) => id))
  await keeper.write(async (record, rows) => {
    if (spare) stepped(record, { type: 'spared' })
    const { slots, pins } = record
    const kept = new Set(keptReleases(slots))
    for (const [client, { release, at }] of pins) {
      if (!live.has(client) && Date.now() - at > YOUNG) pins.delete(client)
      else if (release) kept.add(release)
    }
    for (const release of await resultOf<StoredRelease[]>(rows.getAll())) {
      const { version } = release
      if (kept.has(version)) for (const sha256 of filesByHash(release).keys()) needed.add(sha256)
      else {
        rows.delete(version)
        known.delete(version)
      }
    }
  })
  for (const sha256 of await store.hashes()) if (!needed.has(sha256)) await store.delete(sha256)
}
