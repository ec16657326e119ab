import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AlertRig, alertRig, HOUR, MINUTE, RULES, SECOND } from '../../testing/alert-rig.ts'

let rig: AlertRig
beforeEach(async () => {
  rig = await alertRig()
})
afterEach(() => rig.remove())

/** A hundred tablets, all of them back since the server began to listen. */
async function fleetOf(count = 100) {
  rig.add(count)
  await rig.pass(20 * MINUTE)
}
const GONE = { online: false }
const BACK = { online: true }

describe('an alert', () => {
  test('fires when its rule has held, tells what was measured, and is over when all was well for a while', async () => {
    await fleetOf()
    rig.change(25, GONE)
    const began = rig.clock.now()
    await rig.pass(14 * MINUTE)
    expect(await rig.list()).toEqual([])
    await rig.pass(90 * SECOND)
    const [alert] = (await rig.alerts.list({ limit: 9, offset: 0 })).alerts
    expect(alert).toEqual({
      id: 'a1',
      rule: 'offline',
      environment: 'production',
      since: began + 15 * SECOND,
      firedAt: began + 15 * SECOND + 15 * MINUTE,
      reading: {
        value: 0.25,
        threshold: 0.2,
        samples: 100,
        text: expect.stringContaining('25 of 100 tablets (25 %) are offline'),
        advice: expect.stringMatching(/^Check power and network/),
      },
    })
    rig.change(25, BACK)
    await rig.pass(5 * MINUTE)
    expect(await rig.list()).toEqual(['production offline firing'])
    await rig.pass(MINUTE)
    expect(await rig.list()).toEqual(['production offline resolved'])
    expect(await rig.log()).toEqual(['fired offline', 'resolved offline'])
  })

  test('shows what is measured now, as long as it fires', async () => {
    await fleetOf()
    rig.change(25, GONE)
    await rig.pass(16 * MINUTE)
    rig.change(40, GONE)
    await rig.pass(30 * SECOND)
    expect((await rig.alerts.get(await rig.firing())).reading).toMatchObject({ value: 0.4 })
  })

  test('of each rule comes about in its own way', async () => {
    await fleetOf()
    rig.change(30, { error: { code: 'boot-error', at: rig.clock.now() } })
    await rig.pass(MINUTE)
    expect(await rig.list()).toEqual(['production error-rate firing'])
    rig.desired = 'r2'
    await rig.pass(HOUR + 2 * MINUTE)
    expect(await rig.list()).toContain('production adoption-stalled firing')
    rig.change(50, { release: 'r2' })
    rig.change(25, { release: 'r3' })
    await rig.pass(24 * HOUR + MINUTE)
    expect(await rig.list()).toContain('production skew firing')
    rig.change(100, GONE)
    await rig.pass(30 * MINUTE)
    expect(await rig.list()).toContain('production no-check-ins firing')
    // One cause is told once: nobody is told that a fleet of which nothing is heard is offline.
    expect(await rig.list()).not.toContain('production offline firing')
  })

  test('is of one environment, and leaves the others alone', async () => {
    await fleetOf()
    rig.add(10, { environment: 'staging', online: false })
    rig.add(10, { environment: 'mars', online: false })
    rig.add(40, { environment: 'staging' })
    await rig.pass(30 * MINUTE)
    expect(await rig.list()).toEqual(['staging offline firing'])
    const { count } = await rig.alerts.list({ limit: 1, offset: 0, environment: 'production' })
    expect(count).toBe(0)
    await expect(rig.alerts.list({ limit: 1, offset: 0, environment: 'mars' })).rejects.toThrow('environment-unknown')
  })

  test('that is over and comes again is another one', async () => {
    await fleetOf()
    for (let round = 0; round < 2; round += 1) {
      rig.change(30, GONE)
      await rig.pass(16 * MINUTE)
      rig.change(30, BACK)
      await rig.pass(7 * MINUTE)
    }
    const { alerts } = await rig.alerts.list({ limit: 9, offset: 0, state: 'resolved' })
    expect(alerts.map(({ id }) => id)).toEqual(['a2', 'a1'])
    expect((await rig.alerts.list({ limit: 9, offset: 0, state: 'firing' })).count).toBe(0)
  })
})

describe('nobody is told', () => {
  test.each([
    ['an empty fleet', 0],
    ['a demo tablet', 1],
    ['a few tablets', 4],
  ])('of %s, whatever becomes of it', async (_, count) => {
    rig.add(count)
    await rig.pass(20 * MINUTE)
    rig.desired = 'r2'
    rig.change(count, { ...GONE, error: { code: 'boot-error', at: rig.clock.now() } })
    await rig.pass(26 * HOUR)
    expect(await rig.log()).toEqual([])
  })

  test('of a single tablet among a few', async () => {
    await fleetOf(5)
    rig.change(1, { ...GONE, error: { code: 'network', at: rig.clock.now() } })
    await rig.pass(2 * HOUR)
    expect(await rig.log()).toEqual([])
  })

  test('of tablets in a drawer, once they have been there for a week', async () => {
    rig.add(30, { ...GONE, lastSeen: rig.clock.now() - 7 * 24 * HOUR - MINUTE })
    rig.add(10)
    await rig.pass(2 * HOUR)
    expect(await rig.log()).toEqual([])
  })

  test('of a rule that is switched off', async () => {
    const { offline: _, 'no-check-ins': __, ...settings } = RULES.settings
    await rig.restart({ rules: { ...RULES, settings } })
    await fleetOf()
    rig.change(100, GONE)
    await rig.pass(2 * HOUR)
    expect(await rig.log()).toEqual([])
  })
})

describe('what people do', () => {
  beforeEach(async () => {
    await fleetOf()
    rig.change(30, GONE)
    await rig.pass(16 * MINUTE)
  })

  test('an alert is acknowledged once; the second one to say so gets the same answer', async () => {
    const id = await rig.firing()
    const at = rig.clock.now()
    const first = await rig.alerts.acknowledge(id, 'ana', 'a power cut')
    expect(first.acknowledged).toEqual({ at, by: 'ana', note: 'a power cut' })
    await rig.pass(MINUTE)
    expect((await rig.alerts.acknowledge(id, 'ben')).acknowledged).toEqual(first.acknowledged)
    expect(await rig.log()).toEqual(['fired offline', 'acknowledged offline'])
    rig.change(30, BACK)
    await rig.pass(7 * MINUTE)
    expect((await rig.alerts.acknowledge(id, 'ben')).acknowledged).toEqual(first.acknowledged)
  })

  test('one that is over is not acknowledged, and its acknowledgement is none of the one after it', async () => {
    const old = await rig.firing()
    rig.change(30, BACK)
    await rig.pass(7 * MINUTE)
    await expect(rig.alerts.acknowledge(old, 'ana')).rejects.toThrow('alert-resolved')
    rig.change(30, GONE)
    await rig.pass(16 * MINUTE)
    await expect(rig.alerts.acknowledge(old, 'ana')).rejects.toThrow('alert-resolved')
    expect(await rig.alerts.get(await rig.firing())).not.toHaveProperty('acknowledged')
  })

  test('a silence is of the rule: it lasts over the next alert, and what fires when it ends is told then', async () => {
    const old = await rig.firing()
    const until = rig.clock.now() + HOUR
    expect((await rig.alerts.silence(old, HOUR, 'ana')).silencedUntil).toBe(until)
    await rig.pass(5 * SECOND)
    expect((await rig.alerts.silence(old, HOUR, 'ana')).silencedUntil).toBe(until + 15 * SECOND)
    rig.change(30, BACK)
    await rig.pass(7 * MINUTE)
    rig.change(30, GONE)
    await rig.pass(16 * MINUTE)
    const id = await rig.firing()
    for (const one of [id, old]) expect((await rig.alerts.get(one)).silencedUntil).toBe(until + 15 * SECOND)
    expect((await rig.log()).slice(-2)).toEqual(['resolved offline silenced', 'fired offline silenced'])
    await rig.pass(40 * MINUTE)
    expect((await rig.log()).slice(-2)).toEqual(['fired offline silenced', 'fired offline silence-over'])
    expect(await rig.alerts.get(id)).not.toHaveProperty('silencedUntil')
    await rig.pass(HOUR)
    expect(await rig.log()).toHaveLength(6)
  })

  test('a silence can be lifted, twice is once', async () => {
    const id = await rig.firing()
    await rig.alerts.silence(id, HOUR, 'ana')
    for (let click = 0; click < 2; click += 1)
      expect(await rig.alerts.unsilence(id, 'ana')).not.toHaveProperty('silencedUntil')
    expect(await rig.log()).toEqual(['fired offline', 'silenced offline', 'silenced offline'])
  })

  test('of an alert there is not, nothing can be done', async () => {
    for (const deed of [
      () => rig.alerts.get('a9'),
      () => rig.alerts.acknowledge('a9', 'ana'),
      () => rig.alerts.silence('a9', HOUR, 'ana'),
      () => rig.alerts.unsilence('a9', 'ana'),
    ])
      await expect(deed()).rejects.toThrow('alert-unknown')
  })

  test('who wants reminders gets them, until somebody acknowledges it', async () => {
    await rig.restart({ rules: { ...RULES, remind: HOUR } })
    await rig.pass(2 * HOUR + 20 * MINUTE)
    expect(await rig.log()).toEqual(['fired offline', 'fired offline reminder', 'fired offline reminder'])
    await rig.alerts.acknowledge(await rig.firing(), 'ana')
    await rig.pass(3 * HOUR)
    expect(await rig.log()).toHaveLength(4)
  })
})
