import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AlertRig, alertRig, HOUR, MINUTE, RULES } from '../../testing/alert-rig.ts'

let rig: AlertRig
beforeEach(async () => {
  rig = await alertRig()
  rig.add(100)
  await rig.pass(20 * MINUTE)
})
afterEach(() => rig.remove())

const GONE = { online: false }

describe('a restart', () => {
  test('neither forgets an alert, nor tells it twice', async () => {
    rig.change(30, GONE)
    await rig.pass(16 * MINUTE)
    const id = await rig.firing()
    await rig.alerts.acknowledge(id, 'ana')
    await rig.alerts.silence(id, 9 * HOUR, 'ana')
    const before = await rig.alerts.get(id)
    for (const after of [0, HOUR]) await rig.restart({ after })
    expect(await rig.alerts.get(id)).toEqual(before)
    await rig.pass(2 * HOUR)
    expect(await rig.log()).toEqual(['fired offline', 'acknowledged offline', 'silenced offline'])
    rig.change(30, { online: true })
    await rig.pass(7 * MINUTE)
    expect(await rig.list()).toEqual(['production offline resolved'])
  })

  test('after hours is no alert: tablets have time to come back', async () => {
    await rig.restart({ after: 5 * HOUR })
    rig.change(100, GONE) // as after the last wills of a broker that stopped
    await rig.pass(10 * MINUTE)
    rig.change(100, { online: true })
    await rig.pass(2 * HOUR)
    expect(await rig.log()).toEqual([])
  })

  test('after which nobody comes back is one, in time', async () => {
    await rig.restart({ after: 5 * HOUR })
    rig.change(100, GONE)
    await rig.pass(14 * MINUTE)
    expect(await rig.log()).toEqual([])
    await rig.pass(2 * MINUTE)
    expect(await rig.log()).toEqual(['fired no-check-ins'])
  })

  test('does not begin what a rule has seen already', async () => {
    for (const [count, release] of [
      [66, 'r2'],
      [33, 'r3'],
    ] as const)
      rig.change(count, { release })
    rig.desired = undefined
    for (let day = 0; day < 3; day += 1) {
      await rig.pass(9 * HOUR)
      await rig.restart({ after: MINUTE })
    }
    expect(await rig.log()).toEqual(['fired skew'])
  })

  test('with a rule switched off, or an environment gone, ends their alerts', async () => {
    rig.change(30, GONE)
    rig.add(10, { environment: 'staging', ...GONE })
    await rig.pass(16 * MINUTE)
    expect(await rig.list()).toEqual(['staging no-check-ins firing', 'production offline firing'])
    const { offline: _, ...settings } = RULES.settings
    await rig.restart({ rules: { ...RULES, settings }, environments: ['production'] })
    expect(await rig.list()).toEqual(['staging no-check-ins resolved', 'production offline resolved'])
    expect((await rig.alerts.get('a1')).reading.text).toMatch(/^This rule was switched off/)
    await rig.restart()
    expect(await rig.log()).toHaveLength(4)
  })
})

test('a machine that slept, or whose clock was set, gives tablets time to come back', async () => {
  await rig.sleep(5 * HOUR)
  await rig.pass(2 * HOUR)
  await rig.setBack(30 * HOUR)
  await rig.pass(2 * HOUR)
  expect(await rig.log()).toEqual([])
  // And what is wrong from then on is found in time.
  rig.change(30, GONE)
  await rig.pass(16 * MINUTE)
  expect(await rig.log()).toEqual(['fired offline'])
})

describe('a disk that fails', () => {
  test('loses no alert: what could not be kept is found again, and told once', async () => {
    rig.change(30, GONE)
    await rig.pass(14 * MINUTE)
    rig.fault = 'refused'
    await rig.pass(5 * MINUTE)
    expect([await rig.list(), rig.warnings.length > 0]).toEqual([[], true])
    rig.fault = 'none'
    await rig.pass(MINUTE)
    expect([await rig.list(), await rig.log()]).toEqual([['production offline firing'], ['fired offline']])
  })

  test('after which an alert is on disk that nobody heard of, and the server is killed, tells it once', async () => {
    rig.change(30, GONE)
    await rig.pass(15 * MINUTE)
    rig.fault = 'lost'
    await rig.sleep(15_000)
    expect(await rig.log()).toEqual(['fired offline'])
    rig.fault = 'none'
    await rig.restart()
    await rig.pass(2 * HOUR)
    expect([await rig.list(), await rig.log()]).toEqual([['production offline firing'], ['fired offline']])
  })

  test('that wrote an alert and said it did not is believed: the alert is on disk', async () => {
    rig.change(30, GONE)
    await rig.pass(15 * MINUTE)
    rig.fault = 'lost'
    await rig.pass(5 * MINUTE)
    rig.fault = 'none'
    await rig.pass(2 * HOUR)
    expect([await rig.list(), await rig.log()]).toEqual([['production offline firing'], ['fired offline']])
    rig.change(30, { online: true })
    await rig.pass(7 * MINUTE)
    expect(await rig.log()).toEqual(['fired offline', 'resolved offline'])
  })

  test('refuses an acknowledgement, and does not pretend', async () => {
    rig.change(30, GONE)
    await rig.pass(16 * MINUTE)
    const id = await rig.firing()
    rig.fault = 'refused'
    await expect(rig.alerts.acknowledge(id, 'ana')).rejects.toThrow('the disk is full')
    rig.fault = 'none'
    expect(await rig.alerts.get(id)).not.toHaveProperty('acknowledged')
    expect((await rig.alerts.acknowledge(id, 'ben')).acknowledged).toMatchObject({ by: 'ben' })
  })
})
