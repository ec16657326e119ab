import { createHash } from 'node:crypto'
import type { FileEntry } from '../release/manifest.ts'

/** One op of a body, as the format has it. */
export interface OpPlan {
  insert?: number
  copy?: number
  slot?: number
  delta?: number
}

export interface BodyPlan {
  /** Numbers of the sources it copies from. */
  sources?: number[]
  ops?: OpPlan[]
  /** What its inserts are made of. */
  literals?: string | Uint8Array
}

export interface PatchPlan {
  /** The two lists. */
  from: string
  to: string
  list: BodyPlan
  contents: BodyPlan[]
}

/** Some bytes of a patch, and what they are. */
export type PatchPart = readonly [bytes: Uint8Array, meaning: string]

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Put a patch together by hand, as `docs/patch-format.md` has it; nothing is checked. */
export function assemblePatch({ from, to, list, contents }: PatchPlan): PatchPart[] {
  return [
    [Uint8Array.of(0x52, 0x56, 0x50, 1), 'magic'],
    [Buffer.from(sha256(from), 'hex'), 'from'],
    [Buffer.from(sha256(to), 'hex'), 'to'],
    [varint(Buffer.byteLength(to)), `size ${Buffer.byteLength(to)}`],
    ...bodyOf(list, 'list'),
    ...contents.flatMap((content, n) => bodyOf(content, `content ${n}`)),
  ]
}

export function bytesOf(parts: readonly PatchPart[]): Uint8Array {
  return Buffer.concat(parts.map(([bytes]) => bytes))
}

export function varint(value: number): Uint8Array {
  const bytes: number[] = []
  for (let left = value; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128)
  bytes.push(Math.floor(value / 128 ** bytes.length) % 128)
  return Uint8Array.from(bytes)
}

function bodyOf({ sources = [], ops = [], literals = '' }: BodyPlan, what: string): PatchPart[] {
  const parts = ops.flatMap((op) => opOf(op, sources.length))
  const text = typeof literals === 'string' ? Buffer.from(literals) : literals
  return [
    [varint(sources.length), `${what}: k ${sources.length}`],
    ...sources.map((source): PatchPart => [varint(source), `source ${source}`]),
    [varint(bytesOf(parts).length), `n ${bytesOf(parts).length}`],
    ...parts,
    ...(text.length ? [[text, 'literals'] as const] : []),
  ]
}

function opOf({ insert = 0, copy = 0, slot = 0, delta = 0 }: OpPlan, k: number): PatchPart[] {
  const zigzag = delta < 0 ? -2 * delta - 1 : 2 * delta
  return [
    [varint(insert), `insert ${insert}`],
    [varint(copy), `copy ${copy}`],
    ...(copy > 0 && k > 1 ? [[varint(slot), `slot ${slot}`] as const] : []),
    ...(copy > 0 ? [[varint(zigzag), `delta ${delta}`] as const] : []),
  ]
}

/** The files of a release and what is in them, by path. */
export type Contents = Record<string, string | Uint8Array>

/** Its entries, all of one type. */
export function entriesOf(contents: Contents, type = 'text/plain'): [path: string, entry: FileEntry][] {
  return Object.entries(contents).map(([path, bytes]) => {
    return [path, { sha256: sha256(bytes), size: Buffer.from(bytes as string).length, type }]
  })
}
