import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import type { Server } from './server.ts'

const SIGN_IN = { en: 'Sign in', es: 'Entrar' }

interface Visit extends BrowserContextOptions {
  /** The page of the dashboard, such as `#settings`. */
  hash?: string
  /** The server's own, without it. */
  token?: string
}

/** The dashboard at an address, with a person in front of it who just signed in. */
export async function signedIn(
  browser: Browser,
  server: Server,
  { hash = '', token = server.token, ...options }: Visit = {},
): Promise<Page> {
  const page = await browser.newPage(options)
  await page.goto(`${server.url}/dashboard/${hash}`)
  await page.getByLabel('Token').fill(token)
  await page.getByRole('button', { name: options.locale === 'es-ES' ? SIGN_IN.es : SIGN_IN.en }).click()
  return page
}

/** What sticks out to the right of a phone. */
export async function tooWide(page: Page): Promise<number> {
  await page.setViewportSize({ width: 390, height: 800 })
  return page.evaluate(
    () =>
      [document.documentElement, ...document.querySelectorAll('.scroll, pre')].filter(
        (one) => one.scrollWidth > one.clientWidth,
      ).length,
  )
}
