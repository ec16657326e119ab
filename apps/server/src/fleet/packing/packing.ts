import type { Version } from '@relevo/core/release'
import type { Tablet } from '../tablet.ts'
import type { Between, PatchSizes } from './patch.ts'
import type { Progress } from './progress.ts'

/** Makes what a release sends to tablets small, and knows what there is. */
export interface Packing {
  /** Releases that a patch to this one can be had from, at most 20; the same array until that changes. */
  patchesTo(version: Version): readonly Version[]
  /** Is there one answer with the whole of it? */
  hasWhole(version: Version): boolean
  /** SHA-256 of its list, which patches to it make; of a release that is packed. */
  listOf(version: Version): string | undefined
  /** Another number whenever one of these two may say something else. */
  revision(): number
  /**
   * The patch between two releases, or from nothing.
   *
   * @throws RelevoError `release-unknown`, `not-found` when there is no such patch
   */
  patch(from: Version | undefined, to: Version): Promise<MadePatch>
  /** The bytes of a patch could not be sent: one that is no longer on disk is not offered any more, and is made again. */
  missed(patch: Between): void
  /** @throws RelevoError `release-unknown` */
  progress(version: Version): Promise<Progress>
  /** Somebody would have taken a file as brotli, and it is not there as such. */
  ask(sha256: string): void
  /** Somebody got other bytes than those of a content: its forms are made anew. */
  doubt(sha256: string): void
  /** Releases, environments or tablets are not what they were: see what is to be packed now. */
  look(): void
  /** A tablet is not what it was. */
  moved(before: Tablet | undefined, after: Tablet | undefined): void
  /**
   * Wait until the patches to a release are there that the tablets of an environment need.
   *
   * @param say what there is to tell while it waits
   * @returns resolves in any case, after a minute at most
   */
  ready(environment: string, version: Version, say: (text: string) => void, signal: AbortSignal): Promise<void>
  /** Begin, or go on with what an earlier process left. */
  takeUp(): Promise<void>
  /** Stop where everything stands. */
  stop(): Promise<void>
}

/** Where the bytes of a patch are, and how many. */
export interface MadePatch extends Between {
  sizes: PatchSizes
}
