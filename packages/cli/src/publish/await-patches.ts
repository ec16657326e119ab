import type { Clock } from '../command.ts'
import { type Packing, readPacking } from '../releases/read-packing.ts'
import { isPassing } from '../server/again.ts'
import type { ReleaseServer } from '../server/release-server.ts'

/** Milliseconds between two questions. */
const PACE = 1_000

export interface Await {
  /** One that asks once: waiting is the patience. */
  server: ReleaseServer
  version: string
  /** Milliseconds. */
  atMost: number
  clock: Clock
  /** Told after every answer. */
  onAnswer(packing: Packing): void
}

/**
 * Wait until the server has made what patches it makes of a release. Tablets that hear of the release then fetch a patch
 * instead of files. Nothing of it is needed for an update, so nothing that goes wrong here is an error: an older server without
 * patches, one that restarts, a token that may not look.
 *
 * @returns what was last known; `undefined` when the server tells nothing
 */
export async function awaitPatches({ server, version, atMost, clock, onAnswer }: Await): Promise<Packing | undefined> {
  const path = `api/releases/${encodeURIComponent(version)}/packing`
  const began = clock.now()
  let packing: Packing | undefined
  for (;;) {
    const left = atMost - (clock.now() - began)
    if (left <= 0) return packing
    try {
      packing = readPacking((await server.get(path, { timeout: Math.max(PACE, left) })).data)
      onAnswer(packing)
      if (hasPatches(packing)) return packing
    } catch (error) {
      if (!isPassing(error)) return packing
    }
    await clock.pause(Math.min(PACE, left), new AbortController().signal)
  }
}

/** Are all made that will be? Forms of single files may still come. */
export function hasPatches({ phase, patches }: Packing): boolean {
  return phase === 'done' || patches.every((patch) => patch.phase !== 'waiting')
}
