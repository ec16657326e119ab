import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build, defaultClientConditions } from 'vite'

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

/** How a program is built. */
export interface Program {
  source: string
  /** A page's module, or a worker that is one file. */
  format: 'es' | 'iife'
  /** Left to the app, which has it anyway. */
  external?: (string | RegExp)[]
  /** Folder from which its imports are looked for. */
  folder?: string
}

/** Build a program like a library, so that every bundler's own code is left out of the count. */
export async function sizeOf({ source, format, external = [], folder = process.cwd() }: Program): Promise<Size> {
  const entry = join(folder, 'virtual-entry.ts')
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@relevo/source', ...defaultClientConditions] },
    // A library leaves it to the app to say so; what developers read in a console is not counted.
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'entry',
        enforce: 'pre',
        resolveId: (asked) => (asked === entry ? asked : null),
        load: (asked) => (asked === entry ? source : null),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      minify: 'oxc',
      lib: { entry, formats: [format], name: 'x' },
      // Annotations for an app's bundler, which leaves them out, are not counted.
      rolldownOptions: { external, output: { minify: true, comments: false } },
    },
  })
  const chunks = [output]
    .flat()
    .flatMap((result) => ('output' in result ? result.output : []))
    .filter((chunk) => chunk.type === 'chunk')
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
