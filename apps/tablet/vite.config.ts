import { relevo } from '@relevo/vite-plugin'
import { defaultClientConditions, defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ['@relevo/source', ...defaultClientConditions] },
  build: { reportCompressedSize: false },
  plugins: [relevo()],
})
