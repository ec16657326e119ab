import { join } from 'node:path'
import { build, defaultClientConditions, type Rolldown } from 'vite'

/** A program, and how it is built. */
export interface Program {
  source: string
  /** A page's module, or a worker that is one file. */
  format: 'es' | 'iife'
  /** Left to the app, which has it anyway. */
  external?: (string | RegExp)[]
  /** Folder from which its imports are looked for. */
  folder?: string
}

/** Build a program like a library, minified, so that every bundler's own code is left out of the count. */
export async function bundle(
  { source, format, external = [], folder = process.cwd() }: Program,
  sourcemap = false,
): Promise<Rolldown.OutputChunk[]> {
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
      sourcemap,
      lib: { entry, formats: [format], name: 'x' },
      // Annotations for an app's bundler, which leaves them out, are not counted.
      rolldownOptions: { external, output: { minify: true, comments: false } },
    },
  })
  return [output]
    .flat()
    .flatMap((result) => ('output' in result ? result.output : []))
    .filter((chunk) => chunk.type === 'chunk')
}
