import { applyPatch, PatchRefusal, refuse } from '@relevo/core/patch'
import type { PatchOutcome } from '@relevo/core/protocol'
import type { FileEntry, Version } from '@relevo/core/release'
import { fetchPieces } from './fetch-pieces.ts'
import type { FileStore } from './file-store.ts'
import type { Intake, Progress } from './intake.ts'
import { letGo } from './let-go.ts'
import { readSources } from './read-sources.ts'
import { releaseOf, type StoredRelease } from './releases.ts'
import { sha256Of } from './sha256-of.ts'

/** What a patch is for, and where single files of it are. */
interface Wanted {
  version: Version
  files: string
}

/** A content up to so many bytes is put into the store while the next is made. */
const SMALL = 2 ** 20

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
  { version, files }: Wanted,
  store: FileStore,
  intake: Intake,
  progress: Progress,
  silence: number,
  signal: AbortSignal,
): Promise<PatchOutcome> {
  const pieces = fetchPieces(url, 'patch', silence, signal)
  const sources = readSources(store)
  let underWay = Promise.resolve()
  async function keep(content: FileEntry, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await intake.keep(content, bytes)
    letGo(bytes)
    progress.loaded += content.size
  }
  let outcome: PatchOutcome
  try {
    outcome = await applyPatch(old?.files ?? [], version, {
      pull: () =>
        pieces.next().then(
          ({ value }) => value,
          () => refuse('unreachable'),
        ),
      read: sources.read,
      sha256: sha256Of,
      listed: (manifest) => intake.expect(releaseOf(manifest, files)),
      async made(content, bytes) {
        await underWay
        underWay = keep(content, bytes)
        underWay.catch(() => undefined) // heard below
        if (content.size > SMALL) await underWay
      },
    })
  } catch (error) {
    if (!(error instanceof PatchRefusal)) throw error
    outcome = error.outcome
  } finally {
    sources.close()
    await pieces.return(undefined)
  }
  await underWay
  return outcome
}
