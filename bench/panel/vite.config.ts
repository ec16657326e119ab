import { relevo } from '@relevo/vite-plugin'
import { defaultClientConditions, defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const { BENCH_TOOL = 'relevo', BENCH_FILES, BENCH_OUT, BENCH_DRAWS = '', BENCH_ASKS, RELEVO_VERSION } = process.env

/** The peer precaches the same files: everything, whatever its size. */
const workbox = () =>
  VitePWA({
    registerType: BENCH_ASKS ? 'prompt' : 'autoUpdate',
    injectRegister: null,
    manifest: false,
    workbox: {
      globPatterns: ['**/*'],
      maximumFileSizeToCacheInBytes: 100_000_000,
      // What only starts the worker (`warm.txt`) is not to bring the whole app, whose files would be in memory then.
      navigateFallbackDenylist: [/\.txt$/],
    },
  })

const PLUGINS: Record<string, () => unknown> = {
  relevo: () => relevo({ worker: 'sw.ts' }),
  workbox,
  nothing: () => undefined,
}

export default defineConfig({
  publicDir: BENCH_FILES ?? false,
  resolve: {
    conditions: ['@relevo/source', ...defaultClientConditions],
    alias: { 'virtual:updater': `${import.meta.dirname}/with-${BENCH_TOOL}.ts` },
  },
  define: {
    __VERSION__: JSON.stringify(RELEVO_VERSION),
    __DRAWS__: JSON.stringify(BENCH_DRAWS),
    __ASKS__: JSON.stringify(Boolean(BENCH_ASKS)),
  },
  build: { outDir: BENCH_OUT ?? 'dist', emptyOutDir: true, reportCompressedSize: false },
  plugins: [PLUGINS[BENCH_TOOL]?.()] as never,
})
