import { join } from 'node:path'
import { run } from '../scripts/run.ts'
import { filesOf, type Pair } from './pairs.ts'

/** Where everything is kept that a bench fetches or makes, so that the next run finds it. */
export const CACHE = join(import.meta.dirname, '../.cache/bench')

/** What updates the panel. */
export type Tool = 'relevo' | 'workbox'

/**
 * Build the panel with the files of one build beside it, for one tool.
 *
 * @returns the folder, with a manifest: both are published as releases of the same server
 */
export async function panelBuild(pair: Pair, tool: Tool, version: string): Promise<string> {
  const files = filesOf(pair, version, CACHE)
  const name = releaseOf(tool, version)
  const out = `${files}-${tool}`
  const env = { BENCH_TOOL: tool, BENCH_FILES: files, BENCH_OUT: out, RELEVO_VERSION: name }
  const panel = join(import.meta.dirname, 'panel')
  const { code } = await run('vite', ['build', panel, '--configLoader', 'native', '--logLevel', 'error'], env)
  if (code !== 0) throw new Error(`${tool} ${version} did not build`)
  if (tool === 'workbox') await run('node', ['packages/cli/bin/relevo.js', 'manifest', out, '--version', name])
  return out
}

/** Under which name a build is published: what one tool brings is another release than what the other does. */
export function releaseOf(tool: Tool, version: string): string {
  return tool === 'relevo' ? version : `${version}-${tool}`
}
