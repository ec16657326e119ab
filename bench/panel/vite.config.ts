import { relevo } from '@relevo/vite-plugin'
import { defaultClientConditions, defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const { BENCH_TOOL, BENCH_FILES, BENCH_OUT, RELEVO_VERSION } = process.env
const tool = BENCH_TOOL === 'workbox' ? 'workbox' : 'relevo'

/** The peer precaches the same files: everything, whatever its size. */
const workbox = VitePWA({
  registerType: 'autoUpdate',
  injectRegister: null,
  manifest: false,
  workbox: { globPatterns: ['**/*'], maximumFileSizeToCacheInBytes: 100_000_000 },
})

export default defineConfig({
  publicDir: BENCH_FILES ?? false,
  resolve: {
    conditions: ['@relevo/source', ...defaultClientConditions],
    alias: { 'virtual:updater': `${import.meta.dirname}/with-${tool}.ts` },
  },
  define: { __VERSION__: JSON.stringify(RELEVO_VERSION) },
  build: { outDir: BENCH_OUT ?? 'dist', emptyOutDir: true, reportCompressedSize: false },
  plugins: [tool === 'workbox' ? workbox : relevo({ worker: 'sw.ts' })],
})
