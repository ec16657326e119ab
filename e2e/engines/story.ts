import { test as base } from '../story.ts'
import { launchChromium } from './chromium.ts'
import { Device } from './device.ts'
import type { EngineBrowser } from './engine-browser.ts'
import type { Engine } from './engines.ts'
import { launchFirefox } from './firefox.ts'
import { launchWebKit } from './webkit.ts'

/** Each with a profile of its own, gone when it is closed. */
const LAUNCH: Record<Engine, () => Promise<EngineBrowser>> = {
  chromium: launchChromium,
  firefox: launchFirefox,
  webkit: launchWebKit,
}

/** A server with the wire to it in the test's hands, and a tablet with the engine of the project. */
export const test = base.extend<{ engine: Engine; device: Device }>({
  engine: ['chromium', { option: true }],
  device: async ({ engine, wire }, use) => {
    const browser = await LAUNCH[engine]()
    await use(new Device(browser, wire.url))
    await browser.close()
  },
})
