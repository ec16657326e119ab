import type { Page } from '@playwright/test'

/**
 * Close a page, as a kiosk app does. Chromium forgets that it was told to when a load of the page has just been committed:
 * the page lives on, and `page.close()` waits for ever. So it is told again until the page is gone.
 */
export async function closePage(page: Page): Promise<void> {
  let isTold = false
  while (!page.isClosed()) {
    const closed = page.waitForEvent('close', { timeout: 1_000 }).catch(() => undefined) // told again below
    // Playwright says it a second time only in this way, which a page with a dialog or without a renderer does not hear.
    if (isTold) await page.close({ runBeforeUnload: true })
    else page.close().catch(() => undefined) // the browser itself was closed
    isTold = true
    await closed
  }
}
