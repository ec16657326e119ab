import type { FileEntry } from '@relevo/core/release'
import type { FileStore } from './file-store.ts'
import { filesByHash, type StoredFile, type StoredRelease } from './releases.ts'
import { makeRoom } from './space.ts'
import type { Sweep } from './sweep.ts'

/** Bytes of the files that the store did not have. Changes while the work goes on. */
export interface Progress {
  loaded: number
  total: number
}

/** A release on its way into the store. */
export interface Intake {
  /** Once its files are known. */
  release: StoredRelease | undefined
  /** They are: see to it that there is room. @returns what is missing, by hash. @throws RelevoError `no-space` */
  expect(release: StoredRelease): Promise<Map<string, StoredFile>>
  /** The files that the store does not have, by hash. */
  missing(): Promise<Map<string, StoredFile>>
  /** Keep a file that has the bytes of its hash. */
  keep(file: FileEntry, bytes: Uint8Array<ArrayBuffer>): Promise<void>
}

export function openIntake(store: FileStore, sweep: Sweep, progress: Progress): Intake {
  /** For what is coming everything may go that nobody needs, at last even the release to go back to. */
  const makeWay = (spare: boolean) => sweep(new Set(intake.release && filesByHash(intake.release).keys()), spare)

  const intake: Intake = {
    release: undefined,
    async expect(release) {
      intake.release = release
      const missing = await intake.missing()
      progress.total = [...missing.values()].reduce((sum, { size }) => sum + size, 0)
      await makeRoom(progress.total, makeWay)
      return missing
    },
    async missing() {
      const missing = intake.release ? filesByHash(intake.release) : new Map()
      for (const sha256 of await store.hashes()) missing.delete(sha256)
      return missing
    },
    async keep(file, bytes) {
      try {
        await store.put(file, bytes)
      } catch (error) {
        // A browser that flatters shows what room there is when it refuses a file.
        if ((error as Error).name !== 'QuotaExceededError') throw error
        await makeWay(true)
        await store.put(file, bytes)
      }
    },
  }
  return intake
}
