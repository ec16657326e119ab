import { relevo } from '@relevo/vite-plugin'
import { defaultClientConditions, defineConfig, type PluginOption } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const { PANEL_KIND = 'generated', PANEL_WORKER = 'sw.js', PANEL_PUBLIC, PANEL_OUT } = process.env

/** What keeps the app up to date, and the worker that goes with it. */
const KINDS: Record<string, { updater: string; plugins: PluginOption[] }> = {
  /** vite-plugin-pwa writes the worker, Relevo asks and tells. */
  generated: {
    updater: 'carrier',
    plugins: [
      relevo(),
      VitePWA({ registerType: 'prompt', injectRegister: false, manifest: false, filename: PANEL_WORKER }),
    ],
  },
  /** The app’s own worker over workbox-precaching. */
  handwritten: {
    updater: 'carrier',
    plugins: [
      relevo(),
      VitePWA({
        strategies: 'injectManifest',
        srcDir: '.',
        filename: 'worker.ts',
        injectRegister: false,
        manifest: false,
      }),
    ],
  },
  /** No Relevo in the page yet. */
  'pwa-prompt': { updater: 'pwa', plugins: [relevo(), VitePWA({ registerType: 'prompt', manifest: false })] },
  'pwa-auto': { updater: 'pwa', plugins: [relevo(), VitePWA({ registerType: 'autoUpdate', manifest: false })] },
  /** No Workbox any more. */
  relevo: { updater: 'relevo', plugins: [relevo({ worker: 'relevo-worker.ts', scopeFile: PANEL_WORKER })] },
}

const kind = KINDS[PANEL_KIND]
if (!kind) throw new Error(`no such kind: ${PANEL_KIND}`)

export default defineConfig({
  publicDir: PANEL_PUBLIC ?? false,
  resolve: {
    conditions: ['@relevo/source', ...defaultClientConditions],
    alias: { 'virtual:updater': `${import.meta.dirname}/with-${kind.updater}.ts` },
  },
  define: { __WORKER__: JSON.stringify(PANEL_KIND === 'handwritten' ? '/worker.js' : `/${PANEL_WORKER}`) },
  build: { outDir: PANEL_OUT ?? 'dist', emptyOutDir: true, reportCompressedSize: false },
  plugins: kind.plugins,
})
