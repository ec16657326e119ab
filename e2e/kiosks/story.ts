import { test as base, expect } from '../story.ts'
import { Climbing } from './climbing.ts'
import { Wall } from './wall.ts'

/** A server whose time is pushed, and a wall of tablets in kiosk apps. */
export const test = base.extend<{ wall: Wall; time: Climbing }>({
  serverEnv: { MQTT_PORT: 'auto', RELEVO_ACCESS: 'open', RELEVO_LADDER_AFTER: '60' },
  wall: async ({ browser, server, wire }, use) => {
    const wall = new Wall(browser, server, wire.url)
    await use(wall)
    await wall.clear()
  },
  time: async ({ server, wall }, use) => {
    await use(new Climbing(server, wall))
  },
})

export { expect }
