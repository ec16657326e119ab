import { applyPatch, PatchRefusal, refuse } from '@relevo/core/patch'
import type { PatchOutcome } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import { fetchPieces } from './fetch-pieces.ts'
import type { FileStore } from './file-store.ts'
import type { Intake, Progress } from './intake.ts'
import { readSources, type SourceReader } from './read-sources.ts'
import { releaseOf, type StoredRelease } from './releases.ts'
import { sha256Of } from './sha256-of.ts'

/** What a patch is for, and where single files of it are. */
interface Wanted {
  version: Version
  files: string
  /** What `version.json` says of its list. */
  list?: string | undefined
}

/**
 * Download a release patch and apply it as it arrives: each content is in the store as soon as it is made. Whatever is
 * wrong with the patch, the rest can be downloaded file by file.
 *
 * @param old the release it copies from; `undefined` for a patch from nothing
 * @throws RelevoError `no-space`, and what the store throws
 */
export async function fetchPatch(
  url: string,
  old: StoredRelease | undefined,
  { version, files, list }: Wanted,
  store: FileStore,
  intake: Intake,
  progress: Progress,
  silence: number,
  signal: AbortSignal,
): Promise<PatchOutcome> {
  const pieces = fetchPieces(url, 'patch', silence, signal)
  const lanes: SourceReader[] = []
  try {
    return await applyPatch(old?.files ?? [], version, {
      to: list,
      pull: () =>
        pieces.next().then(
          ({ value }) => value,
          () => refuse('unreachable'),
        ),
      read(sha256, start, end, isLast, lane) {
        lanes[lane] ??= readSources(store)
        return lanes[lane](sha256, start, end, isLast)
      },
      sha256: sha256Of,
      listed: (manifest) => intake.expect(releaseOf(manifest, files)),
      async made(content, bytes) {
        await intake.keep(content, bytes)
        progress.loaded += content.size
      },
    })
  } catch (error) {
    if (error instanceof PatchRefusal) return error.outcome
    throw error
  } finally {
    await pieces.return(undefined)
  }
}
