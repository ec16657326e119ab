import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { ENGINES, type Engine } from '../e2e/engines/engines.ts'
import { run } from './run.ts'

const NAMES = Object.keys(ENGINES) as Engine[]

/**
 * Browsers to test with, one of each engine: the system's; for Chromium else Playwright's, downloaded when needed; else,
 * as root on Debian, apt's. For what is still missing it says which packages to install: nothing is skipped silently.
 *
 * @returns where each was found, for the log; `undefined` where it was not
 */
export async function ensureBrowsers(): Promise<Record<Engine, string | undefined>> {
  if (!find('chromium')) await run('playwright', ['install', 'chromium'])
  const missing = NAMES.filter((engine) => !find(engine)).flatMap((engine) => ENGINES[engine].packages)
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-qq'], env)
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], env)
  }
  for (const engine of NAMES) if (!find(engine)) console.error(`No ${engine}: ${adviceFor(engine)}.`)
  return { chromium: find('chromium'), firefox: find('firefox'), webkit: find('webkit') }
}

function find(engine: Engine): string | undefined {
  const found = ENGINES[engine].find()
  return (
    found ?? (engine === 'chromium' && existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined)
  )
}

function adviceFor(engine: Engine): string {
  const { packages, variable } = ENGINES[engine]
  return `install ${packages.join(', ')}${variable ? `, or name one with ${variable}=/path/to/it` : ''}`
}
