import { RelevoError } from '@relevo/core/errors'
import { readManifest, type Version } from '@relevo/core/release'
import { fetchBytes } from './fetch-bytes.ts'
import { fetchFile } from './fetch-file.ts'
import type { FileStore } from './file-store.ts'
import { filesByHash, type Releases, releaseOf, type StoredRelease } from './releases.ts'
import { makeRoom } from './space.ts'

/** A manifest of 50,000 files has about a third of this. */
const MANIFEST_MOST = 16_000_000

/** Where a release comes from: absolute URLs. */
export interface Source {
  version: Version
  manifest: string
  files: string
}

/** Bytes of the files that had to be fetched. Changes while the work goes on. */
export interface Progress {
  loaded: number
  total: number
}

export interface InstallParts {
  store: FileStore
  releases: Releases
  settings: { pool: number; fileTimeout: number }
  sweep: () => Promise<void>
}

/**
 * Bring a release into the store: its manifest, then the files that are not there yet. Whatever it is stopped by, what
 * arrived whole stays, so doing it again is how it resumes.
 *
 * @throws RelevoError `manifest-invalid`, `no-space`, `storage-unavailable` and those of `fetchFile`
 */
export async function installRelease(
  { store, releases, settings, sweep }: InstallParts,
  { version, manifest, files }: Source,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { pool, fileTimeout } = settings
  const before = await releases.find(version)
  const release = before?.complete ? { ...before, from: files } : await fetchRelease()
  const missing = await missingOf(release)
  if (missing.length === 0 && before?.complete) return
  progress.total = missing.reduce((sum, { entry }) => sum + entry.size, 0)
  await makeRoom(progress.total, sweep)
  await releases.save({ ...release, complete: false })

  async function fetchRelease(): Promise<StoredRelease> {
    const bytes = await fetchBytes(manifest.replace('{version}', version), {
      name: 'manifest',
      most: MANIFEST_MOST,
      silence: fileTimeout,
      signal,
    })
    const read = readManifest(parsed(bytes))
    if (read.version !== version) throw new RelevoError('manifest-invalid', `is of ${read.version}`)
    return releaseOf(read, files)
  }

  async function missingOf(wanted: StoredRelease) {
    const kept = await store.hashes()
    return [...filesByHash(wanted).values()].filter(({ entry }) => !kept.has(entry.sha256))
  }

  const queue = [...missing]
  async function fetchInTurn(): Promise<void> {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const bytes = await fetchFile({ ...next, from: files }, fileTimeout, signal, (count) => {
        progress.loaded += count
      })
      await store.put(next.entry.sha256, bytes)
    }
  }
  // One that fails leaves the rest to the others: a missing file costs no second download of its neighbours, and a dead
  // network is noticed by as many downloads as there are lanes.
  const lanes = await Promise.allSettled(Array.from({ length: pool }, fetchInTurn))
  const failed = lanes.find((lane) => lane.status === 'rejected')
  if (failed) throw failed.reason

  const [lost] = await missingOf(release)
  if (lost) throw new RelevoError('storage-unavailable', `lost ${lost.path}`)
  await releases.save({ ...release, complete: true })
}

function parsed(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new RelevoError('manifest-invalid', 'not JSON')
  }
}
