import type { Version } from '@relevo/core/release'
import type { Files, Store } from './ports.ts'

/**
 * Why a release could not be had from this server; `undefined` when every file of it is here, whole. It is looked for in the
 * store itself: asked over HTTP, a server that all tablets ask at once would be too busy to answer, and a good release would
 * be taken back.
 */
export async function hostingFault(
  version: Version,
  { store, files }: { store: Pick<Store, 'release'>; files: Files },
): Promise<string | undefined> {
  const release = await store.release(version)
  if (!release) return `${version} is not here`
  const entries = Object.entries(release.manifest.files)
  const sizes = await files.sizes(new Set(entries.map(([, { sha256 }]) => sha256)))
  const lost = entries.filter(([, { sha256, size }]) => sizes.get(sha256) !== size).map(([path]) => path)
  if (lost.length === 0) return undefined
  const rest = lost.length > 1 ? `, and ${lost.length - 1} more` : ''
  return `${lost[0]} is missing or not whole${rest}`
}
