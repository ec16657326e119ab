import { RelevoError } from '@relevo/core/errors'
import { readFiles, type Version } from '@relevo/core/release'
import { fetchBytes } from './fetch-bytes.ts'
import { fetchFile } from './fetch-file.ts'
import type { FileStore } from './file-store.ts'
import { filesByHash, type Releases, releaseOf, type StoredFile, type StoredRelease } from './releases.ts'
import { makeRoom } from './space.ts'
import type { Sweep } from './sweep.ts'

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
  sweep: Sweep
}

/**
 * Bring a release into the store: the files that are not there yet, then its manifest. Whatever it is stopped by, what
 * arrived whole stays, so doing it again is how it resumes.
 *
 * @throws RelevoError `manifest-invalid`, `no-space`, `storage-unavailable` and those of `fetchFile`
 */
export async function installRelease(
  { store, releases, settings: { pool, fileTimeout }, sweep }: InstallParts,
  { version, manifest, files }: Source,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  async function fetchRelease(): Promise<StoredRelease> {
    const url = manifest.replace('{version}', version)
    const bytes = await fetchBytes(url, 'manifest', MANIFEST_MOST, fileTimeout, signal)
    const read = readFiles(parsed(bytes))
    if (read.version !== version) throw new RelevoError('manifest-invalid', `is of ${read.version}`)
    return releaseOf(read, files)
  }

  const release = (await releases.find(version)) ?? (await fetchRelease())
  const wanted = filesByHash(release)
  const missing = async () => {
    const kept = await store.hashes()
    return [...wanted.values()].filter(({ sha256 }) => !kept.has(sha256))
  }

  const queue = await missing()
  progress.total = queue.reduce((sum, { size }) => sum + size, 0)
  await makeRoom(progress.total, (spare) => sweep(new Set(wanted.keys()), spare))

  /** A browser that flatters shows what room there is when it refuses a file. */
  async function keep(file: StoredFile, bytes: ArrayBuffer): Promise<void> {
    try {
      await store.put(file, bytes)
    } catch (error) {
      if ((error as Error).name !== 'QuotaExceededError') throw error
      await sweep(new Set(wanted.keys()), true)
      await store.put(file, bytes)
    }
  }

  async function fetchInTurn(): Promise<void> {
    for (let file = queue.shift(); file; file = queue.shift()) {
      const bytes = await fetchFile(file, files, fileTimeout, signal, (count) => {
        progress.loaded += count
      })
      await keep(file, bytes)
    }
  }
  // One that fails leaves the rest to the others: a missing file costs no second download of its neighbours, and a dead
  // network is noticed by as many downloads as there are lanes.
  const lanes = await Promise.allSettled(Array.from({ length: pool }, fetchInTurn))
  const failed = lanes.find((lane) => lane.status === 'rejected')
  if (failed) throw failed.reason

  const [lost] = await missing()
  if (lost) throw new RelevoError('storage-unavailable', `lost ${lost.path}`)
  await releases.save(release) // also a known one: what another page made this worker remember may be swept by now
}

function parsed(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new RelevoError('manifest-invalid', 'not JSON')
  }
}
