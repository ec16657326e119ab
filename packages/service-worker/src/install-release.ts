import { RelevoError } from '@relevo/core/errors'
import type { PatchOutcome } from '@relevo/core/protocol'
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
  keeper: Pick<RecordKeeper, 'read'>
  store: FileStore
  releases: Releases
  settings: { pool: number; fileTimeout: number }
  sweep: Sweep
}

/**
 * Bring a release into the store: by a patch when one fits what is kept, and whatever is missing then file by file; its
 * manifest comes last. Whatever it is stopped by, what arrived whole stays, so doing it again is how it resumes.
 *
 * @returns how the patch did; `undefined` when none was tried
 * @throws RelevoError `manifest-invalid`, `no-space`, `storage-unavailable` and those of `fetchFile`
 */
export async function installRelease(
  { keeper, store, releases, settings, sweep }: InstallParts,
  source: Source,
  progress: Progress,
  signal: AbortSignal,
): Promise<PatchOutcome | undefined> {
  const { version, manifest, files, patch, list, patchFrom = [], whole } = source
  const { fileTimeout } = settings
  const intake = openIntake(store, sweep, progress)
  const take = (url: string, old?: StoredRelease) =>
    fetchPatch(url, old, source, store, intake, progress, fileTimeout, signal)

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
  async function takePatch(): Promise<PatchOutcome | undefined> {
    const old = !known && list && patch && (await oldRelease())
    if (old) return take(patch.replace('{from}', encodeURIComponent(old.version)), old)
    return list && whole && (await store.hashes()).size === 0 ? take(whole) : undefined
  }

  const outcome = await takePatch()
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
  return outcome
}
