import { defaultClientConditions, defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'

/** Everything runs from source: packages name their `.ts` files under this export condition. */
const SOURCE = '@relevo/source'

export default defineConfig({
  resolve: { conditions: [SOURCE, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [SOURCE, ...defaultServerConditions] } },
  test: {
    include: ['{packages,apps}/*/src/**/*.test.ts', '{tests,bench}/**/*.test.ts'],
    // Half of their time tests wait for a server, a broker or a disk: no processor is to be kept free.
    maxWorkers: '100%',
    testTimeout: 60_000,
    // As the stories have it. A second, which is the default, is less than another process may wait for a processor.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 60_000,
    execArgv: [`--conditions=${SOURCE}`],
  },
})
