import { test as base, expect } from '../story.ts'
import { Wall } from './wall.ts'

/** One step of time, ms: the moment an app is given to wake is longer. */
const STEP = 1_000
/** For what is on its way between processes to arrive: it takes real time, and time is what is pushed here. */
const SETTLE = 20

/** A server whose time is pushed, and a wall of tablets in kiosk apps. */
export const test = base.extend<{
  wall: Wall
  /** Let so many ms go by at the server and on the tablets, message by message. */
  pass: (time: number, step?: number) => Promise<void>
}>({
  serverEnv: { MQTT_PORT: 'auto', RELEVO_ACCESS: 'open', RELEVO_LADDER_AFTER: '60' },
  wall: async ({ browser, server, wire }, use) => {
    const wall = new Wall(browser, server, wire.url)
    await use(wall)
    await wall.clear()
  },
  pass: async ({ server, wall }, use) => {
    await use(async (time, step = STEP) => {
      for (let passed = 0; passed < time; passed += step) {
        await server.push(step)
        await new Promise((resolve) => setTimeout(resolve, SETTLE))
        for (const { clock } of wall.apps) clock.push(step)
      }
    })
  },
})

export { expect }
