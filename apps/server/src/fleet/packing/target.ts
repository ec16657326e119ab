import type { FileEntry } from '@relevo/core/release'
import type { Side } from './side.ts'

/** A release that is packed, and the releases that patches to it are wanted from, the most wanted first. */
export interface Target extends Side {
  pairs: readonly Pair[]
  /** Is the whole of it wanted in one answer? */
  isWhole: boolean
}

/** A release that a patch is wanted from. */
export interface Pair {
  from: Side
  /** The contents that are new, which a tablet would download without it. */
  fresh: readonly FileEntry[]
}

/** A browser asks for so many files at once over HTTP/1.1: as few need no answer of their own for all of them. */
const AT_ONCE = 6

/**
 * @param wanted the most wanted first; those that have the very list of `to` need nothing
 * @param hasPatches are patches made at all?
 */
export function targetOf(to: Side, wanted: readonly Side[], hasPatches: boolean): Target {
  const pairs = new Map(wanted.filter(({ list }) => list !== to.list).map((from) => [from.list, from]))
  return {
    ...to,
    isWhole: hasPatches && to.contents.length > AT_ONCE,
    pairs: [...pairs.values()].map((from) => {
      const had = new Set(from.contents.map(({ sha256 }) => sha256))
      return { from, fresh: to.contents.filter(({ sha256 }) => !had.has(sha256)) }
    }),
  }
}
