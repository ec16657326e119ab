import { RelevoError } from '@relevo/core/errors'
import { type Manifest, readFiles, type Version } from '@relevo/core/release'
import { fetchBytes } from './fetch-bytes.ts'

/** A manifest of 50,000 files has about a third of this. */
const MOST = 16_000_000

/** @throws RelevoError `manifest-invalid`, and those of `fetchBytes` */
export async function fetchManifest(
  url: string,
  version: Version,
  silence: number,
  signal: AbortSignal,
): Promise<Manifest> {
  const bytes = await fetchBytes(url.replace('{version}', version), 'manifest', MOST, silence, signal)
  const manifest = readFiles(parsed(bytes))
  if (manifest.version !== version) throw new RelevoError('manifest-invalid', `is of ${manifest.version}`)
  return manifest
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new RelevoError('manifest-invalid', 'not JSON')
  }
}
