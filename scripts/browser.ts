import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { systemChromium } from '../e2e/browser.ts'
import { run } from './run.ts'

/**
 * A Chromium to test with: the system's; else Playwright's, downloaded when needed; else, as root on Debian, apt's.
 * Without one it says which package to install and returns `undefined`; no browser test is ever skipped silently.
 *
 * @returns what was found, for the log
 */
export async function ensureBrowser(): Promise<string | undefined> {
  const found = systemChromium()
  if (found) return found
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  await run('playwright', ['install', 'chromium'])
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-qq'], env)
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], env)
  }
  const installed = systemChromium()
  if (!installed) console.error('No Chromium: install the package `chromium`, or name one with CHROMIUM=/path/to/it.')
  return installed
}
