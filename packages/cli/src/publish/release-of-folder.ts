import { RelevoError } from '@relevo/core/errors'
import type { Manifest } from '@relevo/core/release'
import { buildVersion, manifestOf, readRelease } from '@relevo/vite-plugin/manifest'
import { differences } from './differences.ts'

interface Choice {
  version?: string
  env: Record<string, string | undefined>
  onWarning?: (warning: string) => void
}

/**
 * The release a folder holds. A `relevo.json` is believed only as far as it still matches the folder.
 *
 * @throws RelevoError `version-differs` when the pages were built as another version than the one named,
 * `manifest-stale` when the folder changed and no version was named, and what `manifestOf` and `buildVersion` throw
 */
export async function releaseOfFolder(folder: string, { version, env, onWarning }: Choice): Promise<Manifest> {
  const built = await readRelease(folder)
  if (!built) {
    const warn = onWarning && { warn: onWarning }
    const named = await buildVersion({ folder, env, ...(version !== undefined && { version }), ...warn })
    return manifestOf(folder, named)
  }
  // The pages report what they were built as. Under another name, no tablet would ever seem to run the release.
  if (version !== undefined && version !== built.version) {
    throw new RelevoError('version-differs', `relevo.json says ${built.version}, not ${version}`)
  }
  const actual = await manifestOf(folder, built.version, built.engines)
  const changed = differences(built, actual)
  if (changed && version === undefined) throw new RelevoError('manifest-stale', changed)
  if (changed) onWarning?.(`the folder is not what relevo.json says, and is published as it is now: ${changed}`)
  return actual
}
