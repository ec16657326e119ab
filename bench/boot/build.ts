import { join } from 'node:path'
import { run } from '../../scripts/run.ts'
import { filesOf, PAIRS } from '../pairs.ts'

/** How the app gets to the screen: from Relevo's store, from Workbox's precache, or by the browser's HTTP cache alone. */
export type Way = 'relevo' | 'workbox' | 'nothing'

const CACHE = join(import.meta.dirname, '../../.cache/bench')

/** A large library in modules: the page runs 100 of them before it shows what they draw. */
const LIBRARY = { build: 'mermaid-chunks', from: '11.17.1', entry: '/mermaid.esm.min.mjs' }

/** What is built, once for each run. */
interface App {
  way: Way
  /** The older or the newer of the pair. */
  which: 'from' | 'to'
  /** The person is asked before an update. */
  asks: boolean
}

/**
 * Build the panel that draws with the library, for one way.
 *
 * @returns the folder and the release
 */
export async function buildApp({ way, which, asks }: App): Promise<{ folder: string; version: string }> {
  const pair = PAIRS.find(({ build, from }) => build === LIBRARY.build && from === LIBRARY.from)
  if (!pair) throw new Error(`no pair ${LIBRARY.build} ${LIBRARY.from}`)
  const version = pair[which]
  const files = filesOf(pair, version, CACHE)
  const folder = `${files}-${way}-${asks ? 'asks' : 'boots'}`
  const env = {
    BENCH_TOOL: way,
    BENCH_FILES: files,
    BENCH_OUT: folder,
    BENCH_DRAWS: LIBRARY.entry,
    ...(asks && { BENCH_ASKS: 'yes' }),
    RELEVO_VERSION: version,
  }
  const panel = join(import.meta.dirname, '../panel')
  const { code } = await run('vite', ['build', panel, '--configLoader', 'native', '--logLevel', 'error'], env)
  if (code !== 0) throw new Error(`${way} ${version} did not build`)
  return { folder, version }
}
