import { chunksOf } from '../../scripts/chunks-of.ts'
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
  const [chunk] = await chunksOf(
    { source, format: 'iife' },
    { target: 'es2023', minify: false, rolldownOptions: { output: { codeSplitting: false } } },
  )
  if (!chunk) throw new Error('no program came out of the bundler')
  return chunk.code
}
