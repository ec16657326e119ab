import { amount, fields, numberOf, readRows, some, strange, word } from '../server/read-fields.ts'

/** A release patch of the server. */
export interface ServerPatch {
  /** The release it is made from. */
  from: string
  /** `pointless`: it would save too little, and is not kept. The server may say others. */
  phase: string
  /** Bytes as brotli and as gzip. */
  br?: number
  gzip?: number
  /** Bytes of what it stands for, as brotli. */
  full?: number
  why?: string
}

/** How small a release is sent, and how far the server is with making it so: `GET /api/releases/:version/packing`. */
export interface Packing {
  /** `waiting`, `packing`, `done`. */
  phase: string
  /** Steps. */
  done: number
  total: number
  patches: ServerPatch[]
  /** Different contents of the release, and their bytes in each form. */
  files: { count: number; bytes: number; br: number; gzip: number }
  /** Everything in one answer. */
  whole?: { br: number }
}

const PATH = 'api/releases/:version/packing'

/** @throws RelevoError `internal`: the server does not speak as documented */
export function readPacking(data: unknown): Packing {
  const { phase, done, total, patches, files, whole } = fields(PATH, data)
  if (typeof phase !== 'string') throw strange(PATH)
  const { count, bytes, br, gzip } = fields(PATH, files ?? {})
  const all = whole === undefined ? undefined : numberOf(fields(PATH, whole).br)
  return {
    ...{ phase, done: amount(done), total: amount(total) },
    patches: readRows(patches ?? [], readPatch),
    files: { count: amount(count), bytes: amount(bytes), br: amount(br), gzip: amount(gzip) },
    ...(all !== undefined && { whole: { br: all } }),
  }
}

function readPatch(row: unknown): ServerPatch {
  const { from, phase, br, gzip, full, why } = fields(PATH, row)
  if (typeof from !== 'string' || typeof phase !== 'string') throw strange(PATH)
  return { from, phase, ...some({ br: numberOf(br), gzip: numberOf(gzip), full: numberOf(full), why: word(why) }) }
}
