import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import type { Server } from './server.ts'

const SIGN_IN = { en: 'Sign in', es: 'Entrar' }

interface Visit extends BrowserContextOptions {
  /** Where to, such as `#tablets?stuck=true`; the overview without it. */
  hash?: string
  /** Whose; that of the server without it. */
  token?: string
}

/** The dashboard at an address, with a person in front of it who just signed in. */
export async function openDashboard(
  browser: Browser,
  server: Server,
  { hash = '', token = server.token, ...options }: Visit = {},
): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage()
  await page.goto(`${server.url}/dashboard/${hash}`)
  await page.getByLabel('Token').fill(token)
  await page.getByRole('button', { name: options.locale === 'es-ES' ? SIGN_IN.es : SIGN_IN.en }).click()
  return page
}

/** What sticks out to the right of a phone. */
export async function tooWide(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 390, height: 800 })
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, .scroll, pre')]
      .filter((one) => one.scrollWidth > one.clientWidth)
      .map((one) => `${one.tagName}.${one.className}`),
  )
}

/** A tablet's poll, from which the server knows all it says. */
export async function checkIn(server: Server, query: string, userAgent = 'Chrome/131.0'): Promise<void> {
  const response = await fetch(`${server.url}/config/version.json?${query}`, { headers: { 'user-agent': userAgent } })
  await response.arrayBuffer()
}
