import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import { keptReleases } from '@relevo/core/slots'
import { fetchManifest } from './fetch-manifest.ts'
import { fetchMissing } from './fetch-missing.ts'
import { fetchPatch } from './fetch-patch.ts'
import type { FileStore } from './file-store.ts'
import { openIntake, type Progress } from './intake.ts'
import type { RecordKeeper } from './record.ts'
import { type Releases, releaseOf, type StoredRelease } from './releases.ts'
import type { Sweep } from './sweep.ts'

/** A patch that could not be used so often, or ended the worker, is left alone. */
const TRIES = 2

/** Where a release comes from: absolute URLs. */
export interface Source {
  version: Version
  manifest: string
  files: string
  /** SHA-256 of the list that a patch has to make. */
  list?: string | undefined
  /** Template with `{from}`, good for the releases of `patchFrom`. */
  patch?: string | undefined
  patchFrom?: Version[] | undefined
  /** A patch from nothing. */
  whole?: string | undefined
}

export interface InstallParts {
  keeper: Pick<RecordKeeper, 'read' | 'write'>
  store: FileStore
  releases: Releases
  settings: { pool: number; fileTimeout: number }
  sweep: Sweep
}

/**
 * Bring a release into the store: by a patch when one fits what is kept, and whatever is missing then file by file; its
 * manifest comes last. Whatever it is stopped by, what arrived whole stays, so doing it again is how it resumes.
 *
 * @throws RelevoError `manifest-invalid`, `no-space`, `storage-unavailable` and those of `fetchFile`
 */
export async function installRelease(
  { keeper, store, releases, settings, sweep }: InstallParts,
  source: Source,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { version, manifest, files, patch, list, patchFrom = [], whole } = source
  const { fileTimeout } = settings
  const intake = openIntake(store, sweep, progress)

  /** A try is written down before: a patch that is too much for a worker leaves nobody to tell of it. */
  async function take(url: string, old?: StoredRelease): Promise<void> {
    const begun = keeper.write(async (record) => {
      if (record.tried?.url !== url) record.tried = { url, times: 0 }
      return record.tried.times++ < TRIES
    })
    // Where nothing can be written down, it is not tried.
    if (!(await begun.catch(() => false))) return
    const outcome = await fetchPatch(url, old, source, store, intake, progress, fileTimeout, signal)
    await keeper.write(async (record) => {
      record.patched = { version, outcome }
      // What did not arrive says nothing about it.
      if (outcome === 'applied' || outcome === 'unreachable') delete record.tried
    })
  }

  /** What a patch can be applied to: what runs, rather than another one. */
  async function oldRelease(): Promise<StoredRelease | undefined> {
    for (const from of keptReleases((await keeper.read()).slots)) {
      const old = patchFrom.includes(from) && (await releases.find(from))
      if (old) return old
    }
    return undefined
  }

  const known = await releases.find(version)

  /** One that was here before lacks a few files, if any: no patch is smaller than those. */
  async function takePatch(): Promise<void> {
    const old = !known && list && patch && (await oldRelease())
    if (old) return take(patch.replace('{from}', encodeURIComponent(old.version)), old)
    if (list && whole && (await store.hashes()).size === 0) await take(whole)
  }

  await takePatch()
  const release =
    intake.release ?? known ?? releaseOf(await fetchManifest(manifest, version, fileTimeout, signal), files)
  if (!intake.release) await intake.expect(release)

  const queue = await intake.missing()
  if (queue.size > 0) {
    await fetchMissing(queue.values(), files, intake, progress, settings, signal)
    const [lost] = (await intake.missing()).values()
    if (lost) throw new RelevoError('storage-unavailable', `lost ${lost.path}`)
  }
  await releases.save(release) // also a known one: what another page made this worker remember may be swept by now
}
