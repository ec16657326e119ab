import { Mosquitto } from './mosquitto.ts'
import { Server } from './server.ts'
import { expect, Tablet, test } from './story.ts'

for (const mode of ['bridge', 'instead'] as const) {
  test(`with the broker of the house, ${mode}: a release reaches every tablet by hint, also after a kill of that broker`, async ({
    browser,
  }) => {
    const broker = await Mosquitto.start()
    const server = await Server.start({ MQTT_URL: broker.url, MQTT_MODE: mode })
    const [own, sites] = [await browser.newContext(), await browser.newContext()]
    try {
      await server.publish('r1')
      const tablet = new Tablet(sites, server.url)
      // Its polls come every five minutes: what it hears of before, it hears by the broker.
      const tablets = [tablet]
      await tablet.settle('r1', `broker=${broker.webSocketUrl}`)
      if (mode === 'bridge') {
        const other = new Tablet(own, server.url.replace('localhost', '127.0.0.1'))
        await other.settle('r1', '', '/', 'lobby-2')
        tablets.push(other)
      }
      for (const [i] of tablets.entries())
        await expect.poll(async () => (await server.tablet(`lobby-${i + 1}`))?.release).toBe('r1')
      await server.publish('r2')
      for (const one of tablets) {
        await one.reaches('staged')
        await one.accept()
        await one.shows('r2')
      }
      await broker.kill()
      await broker.start()
      await server.publish('r3')
      for (const one of tablets)
        await expect.poll(() => one.state(), { timeout: 30_000 }).toMatchObject({ target: 'r3' })
    } finally {
      await Promise.all([own.close(), sites.close()])
      await server.stop()
      await broker.stop()
    }
  })
}
