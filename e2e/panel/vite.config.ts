import { relevo } from '@relevo/vite-plugin'
import { defaultClientConditions, defineConfig } from 'vite'

const { PANEL_VARIANT, PANEL_BASE, PANEL_PUBLIC, PANEL_OUT, PANEL_TARGET } = process.env

export default defineConfig({
  base: PANEL_BASE ?? '/',
  publicDir: PANEL_PUBLIC ?? false,
  resolve: { conditions: ['@relevo/source', ...defaultClientConditions] },
  define: { __VARIANT__: JSON.stringify(PANEL_VARIANT ?? 'good') },
  build: {
    outDir: PANEL_OUT ?? 'dist',
    emptyOutDir: true,
    reportCompressedSize: false,
    ...(PANEL_TARGET && { target: PANEL_TARGET }),
  },
  plugins: [relevo()],
})
