import { keptReleases } from '@relevo/core/slots'
import { resultOf } from './database.ts'
import type { FileStore } from './file-store.ts'
import type { RecordKeeper } from './record.ts'
import { filesByHash, type Releases, type StoredRelease } from './releases.ts'
import type { Clients } from './worker-scope.ts'

/** A page does not exist yet when its pin is written; this long it is believed in, in milliseconds. */
const YOUNG = 60_000

/**
 * Delete what nothing refers to: not the slots, not a page that lives. Never when a worker is activated, which says
 * nothing about what its pages need.
 *
 * @param needed hashes that stay whatever happens: an installation is on its way
 */
export async function sweep(
  clients: Clients,
  keeper: RecordKeeper,
  { known }: Releases,
  store: FileStore,
  needed: Set<string> = new Set(),
): Promise<void> {
  const living = await clients.matchAll({ includeUncontrolled: true, type: 'all' })
  const live = new Set(living.map(({ id }) => id))
  const stored = await keeper.write(async ({ slots, pins }, rows) => {
    const kept = new Set(keptReleases(slots))
    for (const [client, { release, at }] of pins) {
      if (!live.has(client) && Date.now() - at > YOUNG) pins.delete(client)
      else if (release) kept.add(release)
    }
    const all = await resultOf<StoredRelease[]>(rows.getAll())
    for (const { version } of all) {
      if (kept.has(version)) continue
      rows.delete(version)
      known.delete(version)
    }
    return all.filter(({ version }) => kept.has(version))
  })
  for (const release of stored) for (const sha256 of filesByHash(release).keys()) needed.add(sha256)
  for (const sha256 of await store.hashes()) if (!needed.has(sha256)) await store.delete(sha256)
}
