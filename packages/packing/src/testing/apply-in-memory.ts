import { createHash } from 'node:crypto'
import { applyPatch } from '@relevo/core/patch'
import type { PatchSide } from '../encode-patch.ts'

/** What tablets do with a patch, on bytes in memory: what it made, by hash; throws when it is of no use. */
export async function applyInMemory(patch: Uint8Array, from: PatchSide | undefined): Promise<Map<string, Uint8Array>> {
  const made = new Map<string, Uint8Array>()
  const pieces = [Uint8Array.from(patch)]
  const outcome = await applyPatch(Object.entries(from?.files ?? {}), 'new', {
    pull: async () => pieces.pop(),
    read: async (sha256, start, end) => ((await from?.read(sha256)) ?? new Uint8Array()).slice(start, end),
    sha256: async (bytes) => createHash('sha256').update(bytes).digest('hex'),
    listed: async () => ({ has: () => true }),
    made: async ({ sha256 }, bytes) => void made.set(sha256, bytes.slice()),
  })
  if (outcome !== 'applied') throw new Error(outcome)
  return made
}
