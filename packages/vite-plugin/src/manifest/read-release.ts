import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RelevoError } from '@relevo/core/errors'
import { isReleasePath, type Manifest, readManifest } from '@relevo/core/release'
import { MANIFEST_FILE } from './release-file-names.ts'

/** What `relevo.json` says of its folder. */
export interface BuiltRelease {
  manifest: Manifest
  /** Name of the worker script beside it, when there is one. */
  worker?: string
}

/**
 * Read a folder's `relevo.json`; `undefined` when it has none.
 *
 * @throws RelevoError `manifest-invalid` when it is no legal one, `folder-unusable` when it cannot be read
 * @example (await readRelease('dist'))?.manifest.version
 */
export async function readRelease(folder: string): Promise<BuiltRelease | undefined> {
  const text = await readText(join(folder, MANIFEST_FILE))
  if (text === undefined) return undefined
  const value = parse(text)
  const manifest = readManifest(value)
  const { worker } = value as { worker?: unknown }
  return typeof worker === 'string' && isReleasePath(worker) ? { manifest, worker } : { manifest }
}

async function readText(location: string): Promise<string | undefined> {
  try {
    return await readFile(location, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new RelevoError('folder-unusable', `cannot read ${location}`, { cause })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new RelevoError('manifest-invalid', `${MANIFEST_FILE} is not JSON`, { cause })
  }
}
