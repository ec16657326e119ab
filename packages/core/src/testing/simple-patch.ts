import { contentsOf, listOf } from '../patch/list.ts'
import type { FileEntry } from '../release/manifest.ts'
import { assemblePatch, type BodyPlan, type Contents, type PatchPart, sha256 } from './patch-assembler.ts'

type Entries = readonly (readonly [path: string, entry: FileEntry])[]

/** One release, as a list and as bytes. */
export interface Side {
  entries: Entries
  contents: Contents
}

/** A right patch without any art: a file copies the beginning and the end it has in common with the old one of its path. */
export function simplePatch(old: Side, next: Side): PatchPart[] {
  const from = listOf(old.entries)
  const to = listOf(next.entries)
  const had = contentsOf(old.entries)
  const isNew = ({ sha256 }: FileEntry) => had.every((other) => other.sha256 !== sha256)
  return assemblePatch({
    from,
    to,
    list: bodyFrom(0, Buffer.from(from), Buffer.from(to)),
    contents: contentsOf(next.entries)
      .filter(isNew)
      .map((entry) => {
        const [path = ''] = next.entries.find(([, { sha256 }]) => sha256 === entry.sha256) ?? []
        const before = old.contents[path]
        const source = before === undefined ? -1 : had.findIndex((other) => other.sha256 === sha256(before))
        return bodyFrom(source + 1, Buffer.from((before ?? '') as string), Buffer.from(next.contents[path] as string))
      }),
  })
}

function bodyFrom(source: number, old: Uint8Array, next: Uint8Array): BodyPlan {
  const most = Math.min(old.length, next.length)
  let head = 0
  while (head < most && old[head] === next[head]) head += 1
  let tail = 0
  while (tail < most - head && old.at(-1 - tail) === next.at(-1 - tail)) tail += 1
  const insert = next.length - head - tail
  const literals = next.subarray(head, head + insert)
  const ops = [
    ...(head ? [{ copy: head }] : []),
    ...(insert || tail ? [{ insert, copy: tail, delta: old.length - tail - head - insert }] : []),
  ]
  return head + tail > 0 ? { sources: [source], ops, literals } : { ops, literals }
}
