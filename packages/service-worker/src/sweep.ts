import type { Version } from '@relevo/core/release'
import { keptReleases } from '@relevo/core/slots'
import type { Database } from './database.ts'
import type { FileStore } from './file-store.ts'
import type { Pin, Pins } from './pins.ts'
import { filesByHash, type Releases, type StoredRelease } from './releases.ts'
import { readSlots } from './slots-record.ts'
import type { Clients } from './worker-scope.ts'

/** A page does not exist yet when its pin is written; this long it is believed in, in milliseconds. */
const YOUNG = 60_000

interface SweepParts {
  database: Database
  store: FileStore
  releases: Releases
  pins: Pins
  clients: Clients
}

/**
 * Delete what nothing refers to: not the slots, not a page that lives, not an installation on its way. Never when a
 * worker is activated, which says nothing about what its pages need.
 */
export async function sweep(
  { database, store, releases, pins, clients }: SweepParts,
  installing: readonly Version[],
): Promise<void> {
  const living = await clients.matchAll({ includeUncontrolled: true, type: 'all' })
  const live = new Set(living.map(({ id }) => id))
  const left = await database.write(async (table) => {
    const needed = new Set([...installing, ...keptReleases(await readSlots(table))])
    const gone = new Set<string>()
    for (const [client, pin] of await table('clients').all<Pin>()) {
      if (live.has(client) || Date.now() - pin.at < YOUNG) {
        if (pin.release) needed.add(pin.release)
      } else {
        table('clients').delete(client)
        gone.add(client)
      }
    }
    const kept = new Map<Version, StoredRelease>()
    for (const [version, release] of await table('releases').all<StoredRelease>()) {
      if (needed.has(version)) kept.set(version, release)
      else table('releases').delete(version)
    }
    return { kept, gone }
  })
  pins.forget((client) => left.gone.has(client))
  releases.forget((version) => !left.kept.has(version))
  const needed = new Set([...left.kept.values()].flatMap((release) => [...filesByHash(release).keys()]))
  for (const sha256 of await store.hashes()) {
    if (!needed.has(sha256)) await store.delete(sha256)
  }
}
