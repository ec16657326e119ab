import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RelevoError } from '@relevo/core/errors'
import { type Manifest, readManifest } from '@relevo/core/release'
import { MANIFEST_FILE } from './release-file-names.ts'

/**
 * Read a folder's `relevo.json`; `undefined` when it has none.
 *
 * @throws RelevoError `manifest-invalid` when it is no legal one, `folder-unusable` when it cannot be read
 * @example (await readRelease('dist'))?.version
 */
export async function readRelease(folder: string): Promise<Manifest | undefined> {
  const text = await readText(join(folder, MANIFEST_FILE))
  if (text === undefined) return undefined
  return readManifest(parse(text))
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
