import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { bundle, type Program } from './bundle.ts'

/** What some code costs on the wire, minified, in kB of 1,024 bytes. */
export interface Compressed {
  gzip: number
  brotli: number
}

/** What a program costs a page before it can run. */
export interface Size extends Compressed {
  /** What the chunks that wait cost. */
  idle: Compressed
  /** All code that runs before the app can. */
  eager: string
}

/** What a program costs, before it can run and later. */
export async function sizeOf(program: Program): Promise<Size> {
  const chunks = await bundle(program)
  // What the entry imports has to be there first, and so on down.
  const eager = new Set(chunks.filter((chunk) => chunk.isEntry))
  for (const chunk of eager) for (const other of chunks) if (chunk.imports.includes(other.fileName)) eager.add(other)
  const waiting = chunks.filter((chunk) => !eager.has(chunk)).map(({ code }) => code)
  const codes = [...eager].map(({ code }) => code)
  return { ...compressed(codes), idle: compressed(waiting), eager: codes.join('\n') }
}

/** Each on its own, as a server sends them. */
function compressed(codes: readonly string[]): Compressed {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
  const sum = (sizeOfOne: (code: string) => number) => codes.reduce((total, code) => total + sizeOfOne(code), 0) / 1024
  return {
    gzip: sum((code) => gzipSync(code, { level: 9 }).length),
    brotli: sum((code) => brotliCompressSync(code, quality).length),
  }
}
