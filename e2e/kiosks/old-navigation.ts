import type { BrowserContext } from '@playwright/test'

/**
 * WallPanel up to 0.11 swallows what a page asks for itself when it is the address it is at: `location.reload()` does
 * nothing. What the app is told to load from outside goes past that.
 */
export async function ignoreOwnReloads(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    navigation.addEventListener('navigate', (event) => {
      const isHere = event.destination.url.toLowerCase() === location.href.toLowerCase()
      if (isHere && event.cancelable && !event.destination.sameDocument) event.preventDefault()
    })
  })
}
