import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { minify } from 'terser'
import { build } from 'vite'

/** The boot guard as it stands in a page. */
export interface GuardScript {
  code: string
  /** For a `script-src` of a Content Security Policy: `'sha256-…'`, quotes included. The same for every app and release. */
  source: string
}

/** Beside this file, as TypeScript here and as JavaScript in what is published. */
const ENTRY = new URL(`../guard/boot-guard${extname(import.meta.url)}`, import.meta.url)

/** Bundle the guard into one ES5 script. By terser, because Vite's own minifier writes nothing older than ES2015. */
export async function guardScript(): Promise<GuardScript> {
  const outputs = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2015',
      minify: false,
      lib: { entry: fileURLToPath(ENTRY), formats: ['iife'], name: 'relevoBootGuard', fileName: () => 'guard.js' },
    },
  })
  const [first] = Array.isArray(outputs) ? outputs : [outputs]
  if (!first || !('output' in first)) throw new Error('Vite built no boot guard')
  const { code = '' } = await minify(first.output[0].code, {
    ecma: 5,
    toplevel: true,
    compress: { passes: 3, hoist_funs: true, booleans_as_integers: true },
  })
  return { code, source: `'sha256-${createHash('sha256').update(code).digest('base64')}'` }
}
