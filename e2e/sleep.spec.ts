import { expect, test } from './story.ts'

const THREE_DAYS = 3 * 24 * 3_600_000

test.describe('a tablet that slept for three days', () => {
  test('puts a question whose countdown ran out meanwhile anew, and only then goes by itself', async ({
    server,
    tablet,
    context,
  }) => {
    await context.clock.install()
    await server.publish('r1')
    const page = await tablet.settle('r1', 'countdown=60')
    await server.publish('r2')
    await tablet.reaches('staged')
    await expect(page.getByRole('timer')).toContainText(/0:5\d|1:00/)
    await context.clock.fastForward(THREE_DAYS)
    await expect(page.getByRole('timer')).toContainText(/0:5\d|1:00/)
    expect(await tablet.state()).toMatchObject({ phase: 'staged', running: 'r1' })
    await context.clock.runFor(62_000)
    await tablet.shows('r2')
  })

  test('looks again when it wakes, and goes to what is wanted now, not to what it had staged', async ({
    server,
    tablet,
    context,
    wire,
  }) => {
    await context.clock.install()
    await server.publish('r1')
    const page = await tablet.settle('r1', 'countdown=60&inUse=30&mqtt=off')
    await server.publish('r2')
    await page.evaluate(() => window.updates.checkForUpdate())
    await tablet.reaches('staged')
    await server.notify('r1')
    wire.forget()
    await context.clock.fastForward(THREE_DAYS)
    await tablet.reaches('current')
    expect(wire.requests).toContain('/config/version.json')
    await expect(page.getByRole('timer')).toHaveCount(0)
    await tablet.shows('r1')
  })
})
