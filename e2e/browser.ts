import { existsSync } from 'node:fs'
import type { LaunchOptions } from '@playwright/test'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** The Chromium of this system, or of `CHROMIUM`, or `undefined` when there is only Playwright's. */
export function systemChromium(): string | undefined {
  return process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place))
}

/** Quiet on the network, so that only the app under test is seen; Chromium refuses its sandbox to root. */
const FLAGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** How every test of this repository starts a browser. The one place that knows flags. */
export function launchOptions(): LaunchOptions {
  const executablePath = systemChromium()
  return { args: FLAGS, ...(executablePath && { executablePath }) }
}
