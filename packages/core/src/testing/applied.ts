import { applyPatch } from '../patch/apply-patch.ts'
import { PatchRefusal } from '../patch/refusal.ts'
import type { PatchOutcome } from '../protocol/patch-outcome.ts'
import type { FileEntry, Manifest } from '../release/manifest.ts'
import { type Contents, sha256 } from './patch-assembler.ts'

/** What came of a patch. */
export interface Applied {
  outcome: PatchOutcome
  release: Manifest | undefined
  /** By hash. */
  made: Map<string, Uint8Array>
  reads: { sha256: string; start: number; end: number }[]
}

interface Circumstances {
  /** Bytes that arrive at once. */
  piece?: number
  /** Hashes of old contents that are gone. */
  gone?: string[]
  /** Hashes that the store has already. */
  kept?: string[]
  /** Contents of the new release are not to be larger, in bytes. */
  most?: number
  /** SHA-256 of the list that was asked for. */
  to?: string
}

/** Apply a patch to a release in memory. What is no refusal of the format is thrown. */
export async function applied(
  patch: Uint8Array,
  old: { entries: readonly (readonly [path: string, entry: FileEntry])[]; contents: Contents },
  { piece = patch.length, gone = [], kept = [], most = 1e6, to }: Circumstances = {},
): Promise<Applied> {
  const stored = new Map(Object.values(old.contents).map((bytes) => [sha256(bytes), Buffer.from(bytes as string)]))
  const result: Applied = { outcome: 'applied', release: undefined, made: new Map(), reads: [] }
  let at = 0
  try {
    result.outcome = await applyPatch(old.entries, 'r2', {
      to,
      async pull() {
        if (at >= patch.length) return undefined
        at += piece
        return patch.slice(at - piece, at)
      },
      async read(hash, start, end) {
        result.reads.push({ sha256: hash, start, end })
        const bytes = stored.get(hash)
        if (!bytes || gone.includes(hash)) throw new Error('gone')
        return bytes.subarray(start, end)
      },
      sha256: async (bytes) => sha256(bytes),
      async listed(release) {
        result.release = release
        const entries = Object.values(release.files)
        if (entries.some(({ size }) => size > most)) throw new TooLarge()
        return new Set(entries.map((entry) => entry.sha256).filter((hash) => !kept.includes(hash)))
      },
      async made(content, bytes) {
        result.made.set(content.sha256, bytes.slice())
      },
    })
  } catch (error) {
    if (!(error instanceof PatchRefusal)) throw error
    result.outcome = error.outcome
  }
  return result
}

/** There is no room for what the list wants. */
export class TooLarge extends Error {}
