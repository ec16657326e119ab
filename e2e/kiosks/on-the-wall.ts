import { test as base } from '@playwright/test'
import { expect } from '../expect.ts'
import { DeviceClock } from './device-clock.ts'
import { type WallSite, wallSite } from './wall-site.ts'
import { WallPanel, type WallPanelSettings } from './wallpanel.ts'
import { type WireBroker, wireBroker } from './wire-broker.ts'

/** What a stand-in is tested with: a site, a broker that writes down, a clock that stands until it is pushed. */
export const test = base.extend<{
  site: WallSite
  broker: WireBroker
  clock: DeviceClock
  /** WallPanel at `/`, which it shows already. */
  wallPanel: (settings?: Partial<WallPanelSettings>) => Promise<WallPanel>
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are asked for from the pattern
  site: async ({}, use) => {
    const site = await wallSite({ '/': { body: '<title>first</title>' }, '/other': { body: '<title>other</title>' } })
    await use(site)
    await site.close()
  },
  // biome-ignore lint/correctness/noEmptyPattern: see above
  broker: async ({}, use) => {
    const broker = await wireBroker()
    await use(broker)
    await broker.close()
  },
  // biome-ignore lint/correctness/noEmptyPattern: see above
  clock: async ({}, use) => {
    const clock = new DeviceClock({ runs: false })
    await use(clock)
    clock.stop()
  },
  wallPanel: async ({ context, site, clock }, use) => {
    const apps: WallPanel[] = []
    await use(async (settings = {}) => {
      const app = await WallPanel.launch(context, { launchUrl: `${site.url}/`, clock, ...settings })
      apps.push(app)
      if (settings.launchUrl === undefined) await expect(app.view.page).toHaveTitle('first')
      return app
    })
    for (const app of apps) await app.end()
  },
})

export { expect }
