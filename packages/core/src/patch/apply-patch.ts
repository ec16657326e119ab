import type { FileEntry, Manifest } from '../release/manifest.ts'
import type { Version } from '../release/version.ts'
import { type Pull, streamOf } from './byte-stream.ts'
import { hexOf } from './hex.ts'
import { contentsOf, listOf, readList } from './list.ts'
import { emptyRoom, type PatchSource, type Room, readBody } from './read-body.ts'
import { refuse } from './refusal.ts'

/** What a patch is applied with. Whatever these throw ends it, but for `read`. */
export interface PatchPorts {
  /** SHA-256 of the list it has to make: the patch itself does not say which release it is. Without it, any. */
  to?: string | undefined
  /** The bytes of the patch, after its `Content-Encoding` is undone. */
  pull: Pull
  /**
   * Bytes of a content of the old release, which may change with the next call for the same lane: of each there is one
   * call at a time. Rejects when they are not to be had.
   *
   * @param isLast nothing follows of this content in this lane
   */
  read(sha256: string, start: number, end: number, isLast: boolean, lane: number): Promise<Uint8Array>
  /** In lower-case hex digits. */
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string>
  /** The files of the new release are known: which contents are to be made? */
  listed(release: Manifest): Promise<{ has(sha256: string): boolean }>
  /** A content has its bytes, which are those of its hash. They are good until this resolves. */
  made(content: FileEntry, bytes: Uint8Array<ArrayBuffer>): Promise<void>
}

/** "RVP", version 1. */
const MAGIC = '52565001'
const LIST_MOST = 16_000_000
/** A content of so many bytes at most is read, hashed and kept beside others; a larger one by itself, for its memory. */
const SMALL = 2 ** 18
const SMALL_LANES = 3

/**
 * Apply a release patch as it arrives; `docs/patch-format.md` has the format. Most of the time a content waits for the
 * browser: so a few small ones are under way at a time, each in a lane with memory of its own.
 *
 * @param from the files of the old release; none for a patch from nothing
 * @param version of the new release
 * @returns `wrong-bytes` when some content could not be made, which costs no other
 * @throws PatchRefusal when it is of no further use: what was made is good
 * @example await applyPatch(Object.entries(old.files), 'r2', { pull, read, sha256, listed, made })
 */
export async function applyPatch(
  from: Iterable<readonly [path: string, entry: FileEntry]>,
  version: Version,
  { to: wantedList, pull, read, sha256, listed, made }: PatchPorts,
): Promise<'applied' | 'wrong-bytes'> {
  const old = [...from]
  const list = new TextEncoder().encode(listOf(old))
  const known = new Set<string>()
  const sources: PatchSource[] = [{ size: list.length, read: async (start, end) => list.subarray(start, end) }]
  for (const { sha256, size } of contentsOf(old)) {
    known.add(sha256)
    sources.push({ size, read: (...range) => read(sha256, ...range) })
  }

  const stream = streamOf(pull)
  if (hexOf(await stream.take(4)) !== MAGIC) refuse('illegal')
  if (hexOf(await stream.take(32)) !== (await sha256(list))) refuse('other-source')
  const to = hexOf(await stream.take(32))
  if (wantedList && wantedList !== to) refuse('illegal')
  const size = await stream.varint()
  if (size > LIST_MOST) refuse('illegal')
  const bytes = (await (await readBody(stream, size, sources, {}))()) ?? refuse('wrong-bytes')
  if ((await sha256(bytes)) !== to) refuse('illegal')
  const release = legalList(new TextDecoder().decode(bytes), version)

  const wanted = await listed(release)
  let outcome: 'applied' | 'wrong-bytes' = 'applied'
  /** What is under way in each lane, and its memory. */
  const works: Promise<void>[] = []
  const rooms: Room[] = []
  let lane = 0
  try {
    for (const content of contentsOf(Object.entries(release.files))) {
      if (known.has(content.sha256)) continue
      const isWanted = wanted.has(content.sha256)
      if (isWanted) {
        lane = content.size > SMALL ? 0 : (lane % SMALL_LANES) + 1
        await (lane ? works[lane] : Promise.all(works))
        // A large one by itself: what the small ones had is free meanwhile.
        if (!lane) for (const room of rooms.splice(1)) emptyRoom(room)
        rooms[lane] ??= {}
      }
      const copied = await readBody(stream, content.size, sources, isWanted ? rooms[lane] : undefined, lane)
      if (!isWanted) continue
      const work = async () => {
        const bytes = await copied()
        if (bytes && (await sha256(bytes)) === content.sha256) await made(content, bytes)
        else outcome = 'wrong-bytes'
      }
      works[lane] = work()
      works[lane]?.catch(() => undefined) // told below
      if (!lane) await works[0]
    }
    if (await stream.ready(1)) refuse('illegal')
    await Promise.all(works)
  } finally {
    await Promise.allSettled(works)
  }
  return outcome
}

/** Lists have one form only, so that both ends find the same contents in the same order. */
function legalList(text: string, version: Version): Manifest {
  try {
    const release = readList(text, version)
    if (listOf(Object.entries(release.files)) === text) return release
  } catch {
    // A path that leaves the release, say.
  }
  return refuse('illegal')
}
