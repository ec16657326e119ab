import { SourceMap } from 'node:module'
import { gzipSync } from 'node:zlib'
import { bundle } from './bundle.ts'

/** Code that is in no source. */
const BUNDLER = 'the bundler'

/** What one source file costs in a program. */
interface FileSize {
  name: string
  /** Bytes of the minified code that come from it. */
  minified: number
  /** Bytes by which the gzipped program is smaller without them: those of all files add up to less than the program. */
  gzip: number
}

/** What a program costs before it can run, and where that comes from, the most first. */
interface ProgramSize {
  minified: number
  gzip: number
  files: FileSize[]
}

/**
 * Build a program like a library and look where its bytes come from. Chunks that it fetches later are not counted.
 *
 * @param source of its entry
 * @example await sizeByModule(`export { createUpdateManager } from '@relevo/client'`, 'es')
 */
export async function sizeByModule(source: string, format: 'es' | 'iife'): Promise<ProgramSize> {
  const main = (await bundle({ source, format }, true)).find(({ isEntry }) => isEntry)
  if (!main?.map) throw new Error('nothing was built')
  const code = main.code.replace(/\n\/\/# sourceMappingURL=.*\n?$/, '')
  const whole = gzipSync(code, { level: 9 }).length
  const files = [...parts(code, new SourceMap(JSON.parse(main.map.toString())))].map(([name, [own, others]]) => ({
    name,
    minified: own.length,
    gzip: whole - gzipSync(others, { level: 9 }).length,
  }))
  return { minified: code.length, gzip: whole, files: files.sort((a, b) => b.gzip - a.gzip) }
}

/** The code that comes from each file, and all other code. */
function parts(code: string, map: SourceMap): Map<string, [own: string, others: string]> {
  const from: string[] = []
  for (const [number, line] of code.split('\n').entries()) {
    for (let column = 0; column <= line.length; column++) {
      const found = map.findEntry(number, column)
      from.push(
        'originalSource' in found && found.originalSource ? found.originalSource.replace(/^(\.\.\/)+/, '') : BUNDLER,
      )
    }
  }
  const only = (take: (file: string | undefined) => boolean) => [...code].filter((_, at) => take(from[at])).join('')
  return new Map([...new Set(from)].map((file) => [file, [only((of) => of === file), only((of) => of !== file)]]))
}
