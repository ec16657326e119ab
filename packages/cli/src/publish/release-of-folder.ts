import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { RelevoError } from '@relevo/core/errors'
import type { Manifest } from '@relevo/core/release'
import { buildVersion, DEFAULT_WORKER, fileEntry, manifestOf, readRelease } from '@relevo/vite-plugin/manifest'
import { differences } from './differences.ts'

interface Choice {
  version?: string
  env: Record<string, string | undefined>
  onWarning?: (warning: string) => void
}

/**
 * The release a folder holds, with the worker script: tablets do not store it, but a server that hosts the app serves it.
 *
 * A `relevo.json` is believed only as far as it still matches the folder.
 *
 * @throws RelevoError `version-differs` when the pages were built as another version than the one named,
 * `manifest-stale` when the folder changed and no version was named, and what `manifestOf` and `buildVersion` throw
 */
export async function releaseOfFolder(folder: string, { version, env, onWarning }: Choice): Promise<Manifest> {
  const built = await readRelease(folder)
  if (!built) {
    const warn = onWarning && { warn: onWarning }
    const named = await buildVersion({ folder, env, ...(version !== undefined && { version }), ...warn })
    return withWorker(folder, await manifestOf(folder, named), DEFAULT_WORKER)
  }
  const { manifest, worker = DEFAULT_WORKER } = built
  // The pages report what they were built as. Under another name, no tablet would ever seem to run the release.
  if (version !== undefined && version !== manifest.version) {
    throw new RelevoError('version-differs', `relevo.json says ${manifest.version}, not ${version}`)
  }
  const actual = await manifestOf(folder, manifest.version, { worker })
  const changed = differences(manifest, actual)
  if (changed && version === undefined) throw new RelevoError('manifest-stale', changed)
  if (changed) onWarning?.(`the folder is not what relevo.json says, and is published as it is now: ${changed}`)
  return withWorker(folder, actual, worker)
}

async function withWorker(folder: string, manifest: Manifest, worker: string): Promise<Manifest> {
  const location = join(folder, worker)
  if (!existsSync(location)) return manifest
  return { ...manifest, files: { ...manifest.files, [worker]: await fileEntry(location, worker) } }
}
