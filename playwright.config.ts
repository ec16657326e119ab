import { defineConfig } from '@playwright/test'
import { launchOptions } from './e2e/browser.ts'

export default defineConfig({
  testDir: '.',
  testMatch: ['e2e/*.spec.ts', 'packages/*/browser/*.spec.ts', 'apps/*/browser/*.spec.ts'],
  globalSetup: './e2e/build-releases.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: { launchOptions: launchOptions(), actionTimeout: 15_000 },
})
