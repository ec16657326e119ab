import { join } from 'node:path'
import { type BuildOptions, build, defaultClientConditions, type Rolldown } from 'vite'

/** Code that lies in no file. */
export interface Code {
  source: string
  /** A page's module, or a worker that is one file. */
  format: 'es' | 'iife'
  /** Folder from which its imports are looked for. */
  folder?: string
  define?: Record<string, string>
}

/** Build code against the sources of this repository, and keep what comes out in memory. */
export async function chunksOf(
  { source, format, folder = process.cwd(), define = {} }: Code,
  options: BuildOptions,
): Promise<Rolldown.OutputChunk[]> {
  const entry = join(folder, 'virtual-entry.ts')
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@relevo/source', ...defaultClientConditions] },
    define,
    plugins: [
      {
        name: 'entry',
        enforce: 'pre',
        resolveId: (asked) => (asked === entry ? asked : null),
        load: (asked) => (asked === entry ? source : null),
      },
    ],
    build: { write: false, lib: { entry, formats: [format], name: 'x' }, ...options },
  })
  return [output]
    .flat()
    .flatMap((result) => ('output' in result ? result.output : []))
    .filter((chunk) => chunk.type === 'chunk')
}
