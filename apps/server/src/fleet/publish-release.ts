import { RelevoError } from '@relevo/core/errors'
import type { Files, Store, World } from './ports.ts'
import { type Publication, type ReleaseSummary, releaseOf, sameEngines, sameFiles, summaryOf } from './release.ts'

/** What came of a publication: a release, one that was there before, or the files still to upload. */
export type Published =
  | { created: true; release: ReleaseSummary }
  | { created: false; missing: []; release: ReleaseSummary }
  | { created: false; missing: string[] }

/**
 * Take in a release. It exists from the moment all its files are here, and never changes after that.
 *
 * @throws RelevoError `release-differs` when the version is taken, `manifest-invalid` when a size is not the file's
 */
export async function publish(
  publication: Publication,
  { store, files, world, actor }: { store: Store; files: Files; world: Pick<World, 'now'>; actor?: string | undefined },
): Promise<Published> {
  const { manifest } = publication
  const existing = await store.release(manifest.version)
  if (existing && !sameFiles(existing.manifest, manifest)) throw new RelevoError('release-differs', manifest.version)
  if (existing && !sameEngines(existing.manifest, manifest))
    throw new RelevoError('release-differs', `${manifest.version}: other engines`)
  if (existing) return { created: false, missing: [], release: summaryOf(existing) }

  const entries = Object.entries(manifest.files)
  const sizes = await files.sizes(new Set(entries.map(([, { sha256 }]) => sha256)))
  const missing = new Set<string>()
  for (const [path, { sha256, size }] of entries) {
    const actual = sizes.get(sha256)
    if (actual === undefined) missing.add(sha256)
    else if (actual !== size) throw new RelevoError('manifest-invalid', `size of ${path}: the file has ${actual} bytes`)
  }
  if (missing.size > 0) return { created: false, missing: [...missing] }

  const release = releaseOf(publication, world.now())
  const { version, commit, bytes } = release
  await store.addRelease(release, {
    at: release.publishedAt,
    type: 'release-published',
    subject: { kind: 'release', id: version },
    data: { files: release.files, bytes, ...(commit !== undefined && { commit }) },
    ...(actor !== undefined && { actor }),
  })
  return { created: true, release: summaryOf(release) }
}
