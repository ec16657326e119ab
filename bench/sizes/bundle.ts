import type { Rolldown } from 'vite'
import { type Code, chunksOf } from '../../scripts/chunks-of.ts'

/** A program, and how it is built. */
export interface Program extends Omit<Code, 'define'> {
  /** Left to the app, which has it anyway. */
  external?: (string | RegExp)[]
}

/** Build a program like a library, minified, so that every bundler's own code is left out of the count. */
export function bundle({ external = [], ...code }: Program, sourcemap = false): Promise<Rolldown.OutputChunk[]> {
  // A library leaves it to the app to say so; what developers read in a console is not counted.
  const define = { 'process.env.NODE_ENV': '"production"' }
  return chunksOf(
    { ...code, define },
    {
      target: 'es2022',
      minify: 'oxc',
      sourcemap,
      // Annotations for an app's bundler, which leaves them out, are not counted.
      rolldownOptions: { external, output: { minify: true, comments: false } },
    },
  )
}
