import { defineConfig } from '@playwright/test'
import { launchOptions } from './e2e/browser.ts'
import type { Engine } from './e2e/engines/engines.ts'

const MAIN_STORIES = 'e2e/engines/*.spec.ts'
const STORIES = [
  'e2e/*.spec.ts',
  'e2e/{chaos,kiosks,workbox}/*.spec.ts',
  'packages/*/browser/*.spec.ts',
  'apps/*/browser/*.spec.ts',
]

export default defineConfig<{ engine: Engine }>({
  testDir: '.',
  globalSetup: ['./e2e/build-releases.ts', './e2e/compile-server.ts'],
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Each wait in a story has an end of its own: this one is for builds and publications on a busy machine.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: { launchOptions: launchOptions(), actionTimeout: 15_000 },
  projects: [
    { name: 'chromium', testMatch: [...STORIES, MAIN_STORIES], use: { engine: 'chromium' } },
    { name: 'firefox', testMatch: MAIN_STORIES, use: { engine: 'firefox' } },
    { name: 'webkit', testMatch: MAIN_STORIES, use: { engine: 'webkit' } },
  ],
})
