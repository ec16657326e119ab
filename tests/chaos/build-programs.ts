import { join } from 'node:path'
import { build, defaultClientConditions } from 'vite'
import type { Programs } from './programs.ts'

/** Bundle worker and page as they are shipped, but for their minifying. */
export async function buildPrograms(): Promise<Programs> {
  const [worker, page] = await Promise.all([
    bundle(`import { serveReleases } from '@relevo/service-worker'; serveReleases(self, options)`),
    bundle(`import { createUpdateManager } from '@relevo/client'; start(createUpdateManager)`),
  ])
  return { worker, page }
}

async function bundle(source: string): Promise<string> {
  const entry = join(process.cwd(), 'virtual-chaos.ts')
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@relevo/source', ...defaultClientConditions] },
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
      target: 'es2023',
      minify: false,
      lib: { entry, formats: ['iife'], name: 'program' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  const chunk = [output].flat().flatMap((result) => ('output' in result ? result.output : []))[0]
  if (chunk?.type !== 'chunk') throw new Error('no program came out of the bundler')
  return chunk.code
}
