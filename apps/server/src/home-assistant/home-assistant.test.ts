import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type HomeAssistantRig, homeAssistantRig, kioskThatCan } from '../testing/home-assistant-rig.ts'

const HALL = 'relevo_hall'
let rig: HomeAssistantRig

beforeEach(async () => {
  rig = await homeAssistantRig()
  await rig.deployments.deployed('r1')
})
afterEach(async () => {
  await rig.remove()
  expect(rig.home.rejected).toEqual([])
})

const shows = (component: string, tablet = HALL) => {
  try {
    return rig.home.shows(tablet, component)
  } catch {
    return undefined
  }
}
const until = (component: string, state: string, tablet = HALL) => rig.until(() => shows(component, tablet) === state)

/** A tablet that is shown, on r1. */
async function hang(tablet = 'hall') {
  await rig.report(tablet)
  rig.show()
  await until('release', 'r1', `relevo_${tablet}`)
}

describe('a tablet', () => {
  test('is a device with what there is to know of it, and the buttons that work', async () => {
    await rig.report('hall')
    await rig.deployments.fleet.tablets.change('hall', { name: 'Hall, left', group: 'Ground floor' })
    rig.show()
    await until('release', 'r1')
    const { device, origin, components } = rig.home.devices.get(HALL) ?? {}
    expect(device).toMatchObject({
      identifiers: [HALL],
      name: 'Hall, left',
      suggested_area: 'Ground floor',
      configuration_url: 'https://relevo.example/dashboard/#tablet/hall',
    })
    expect(origin).toEqual({ name: 'Relevo', sw_version: '0.1.0', support_url: 'https://relevo.example' })
    const all = Object.keys(components ?? {})
    expect(all).toEqual([
      'update',
      'check',
      'force',
      'release',
      'phase',
      'last_seen',
      'problem',
      'needs_hands',
      'online',
    ])
    expect(Object.fromEntries(all.map((component) => [component, shows(component)]))).toEqual({
      update: 'off',
      check: 'ready',
      force: 'ready',
      release: 'r1',
      phase: 'current',
      last_seen: expect.stringMatching(/^1970-01-01T.*Z$/),
      problem: 'none',
      needs_hands: 'OFF',
      online: 'ON',
    })
  })

  test('is the same after a rename: the ids of its entities stay', async () => {
    await hang()
    const ids = () => Object.values(rig.home.devices.get(HALL)?.components ?? {})
    const before = ids()
    await rig.deployments.fleet.tablets.change('hall', { name: 'Lift' })
    await rig.until(() => rig.home.devices.get(HALL)?.device.name === 'Lift')
    expect(ids()).toEqual(before)
  })

  test('is online or not by its reports, and its update is there with its screen off', async () => {
    await hang()
    await rig.until(() => shows('online') === 'OFF')
    expect([shows('update'), shows('release')]).toEqual(['off', 'r1'])
  })

  test('nothing is told of a look that finds nothing new, nor of every sign of life', async () => {
    await hang()
    const before = rig.home.count('')
    for (let times = 0; times < 20; times++) {
      await rig.report('hall')
      await rig.pass(5_000)
    }
    expect(rig.home.count('')).toBe(before)
    await rig.pass(250_000)
    await rig.report('hall')
    await rig.until(() => rig.home.count('') > before)
    expect(rig.home.count('')).toBe(before + 1)
  })
})

describe('an update', () => {
  test('is offered, carried out with its progress, and over', async () => {
    await hang()
    await rig.deployments.deployed('r2')
    await until('update', 'on')
    await rig.home.install(HALL)
    await rig.until(() => rig.home.count('intercom/home-assistant/hall/update') >= 3) // it is told again after the request
    const { events } = await rig.deployments.fleet.events({ limit: 10 })
    expect(events.find(({ type }) => type === 'tablet-ordered')).toMatchObject({
      actor: 'home-assistant',
      subject: { kind: 'tablet', id: 'hall' },
      data: { version: 'r2', force: false },
    })
    await rig.report('hall', { phase: 'downloading', target: 'r2', progress: 41.6 })
    await rig.until(() => rig.home.update(HALL).in_progress === true)
    expect(rig.home.update(HALL)).toMatchObject({ update_percentage: 42, in_progress: true })
    await expect(rig.home.install(HALL)).rejects.toThrow('already in progress')
    await rig.report('hall', { release: 'r2', phase: 'trial' })
    await rig.until(() => rig.home.update(HALL).installed_version === 'release r2')
    expect(rig.home.update(HALL)).toMatchObject({ update_percentage: null, in_progress: true })
    await rig.report('hall', { release: 'r2' })
    await rig.until(() => rig.home.update(HALL).in_progress === false)
    expect(shows('update')).toBe('off')
  })

  test('that failed is no longer in progress, says why, and can be asked for again', async () => {
    await hang()
    await rig.deployments.deployed('r2')
    await rig.report('hall', { phase: 'downloading', target: 'r2' })
    await rig.until(() => rig.home.update(HALL).in_progress === true)
    await rig.report('hall', { phase: 'rolled_back', target: 'r2', error: 'boot-error', detail: 'x is not defined' })
    await rig.until(() => rig.home.update(HALL).in_progress === false)
    expect([shows('update'), shows('problem'), shows('phase')]).toEqual(['on', 'boot-error', 'rolled_back'])
    await rig.home.install(HALL)
  })

  test('of a tablet that is gone in the middle of it is not in progress for ever', async () => {
    await hang()
    await rig.deployments.deployed('r2')
    await rig.report('hall', { phase: 'downloading', target: 'r2' })
    await rig.until(() => rig.home.update(HALL).in_progress === true)
    await rig.until(() => rig.home.update(HALL).in_progress === false)
    expect(shows('online')).toBe('OFF')
  })

  test('back to the release before is offered like any other', async () => {
    await hang()
    await rig.deployments.deployed('r2')
    await rig.report('hall', { release: 'r2' })
    await rig.until(() => rig.home.update(HALL).installed_version === 'release r2')
    await until('update', 'off')
    await rig.deployments.deployed('r1')
    await until('update', 'on')
    expect(rig.home.update(HALL)).toMatchObject({ installed_version: 'release r2', latest_version: 'release r1' })
    await rig.home.install(HALL)
    await rig.report('hall', { release: 'r1' })
    await until('update', 'off')
  })

  test('that a person presses for at a tablet with none is told as it is', async () => {
    await hang()
    await expect(rig.home.install(HALL)).rejects.toThrow('No update available')
    const told = rig.home.count('intercom/home-assistant/hall/update')
    await rig.home.client.publishAsync('intercom/home-assistant/hall/install', 'INSTALL', { qos: 1 })
    await rig.until(() => rig.home.count('intercom/home-assistant/hall/update') > told)
    expect(rig.home.update(HALL).in_progress).toBe(false)
  })
})

describe('a kiosk app', () => {
  test('brings the buttons that it can carry out, and takes them away with it', async () => {
    await hang()
    rig.kiosks.set('hall', { ...kioskThatCan('wake', 'reload', 'restart'), isOnline: true })
    await until('restart', 'ready')
    await rig.home.press(HALL, 'wake')
    await rig.home.press(HALL, 'reload')
    await rig.until(() => rig.sent.length === 2)
    expect(rig.sent).toEqual([
      { tablet: 'hall', command: { do: 'wake', seconds: 60 }, actor: 'home-assistant' },
      { tablet: 'hall', command: { do: 'reload' }, actor: 'home-assistant' },
    ])
    rig.kiosks.set('hall', { ...kioskThatCan('wake'), isOnline: false })
    await until('wake', 'unavailable')
    expect(Object.keys(rig.home.devices.get(HALL)?.components ?? {})).not.toContain('restart')
    const [last, leaving] = [rig.home.discoveries.at(-1), rig.home.discoveries.at(-2)]
    expect(leaving?.leaving).toEqual(['reload', 'restart'])
    expect(last?.components).not.toContain('restart')
    expect(shows('update')).toBe('off')
  })

  test('that is only guessed to be that of the tablet brings no buttons, and is no part of its device', async () => {
    await hang()
    rig.kiosks.set('hall', { ...kioskThatCan('wake'), isOnline: true })
    await until('wake', 'ready')
    rig.kiosks.set('hall', { ...kioskThatCan('wake'), isOnline: true, clientId: 'hall-panel', confidence: 'guessed' })
    await rig.until(() => !Object.keys(rig.home.devices.get(HALL)?.components ?? {}).includes('wake'))
    expect(rig.home.devices.get(HALL)?.device.identifiers).toEqual([HALL])
  })

  test('with a device of its own is one with ours; ours goes first, and comes back as part of that one', async () => {
    await hang()
    rig.kiosks.set('hall', { ...kioskThatCan('wake'), clientId: 'hall-panel' })
    await rig.until(() => !rig.home.devices.has(HALL))
    await rig.until(() => rig.home.devices.has(HALL))
    expect(rig.home.devices.get(HALL)?.device.identifiers).toEqual([HALL, 'wallpanel_hall-panel'])
    await until('update', 'off')
  })

  test('a tablet that needs hands says so, with what is to be done', async () => {
    await hang()
    rig.hands.set('hall', 'renderer dead since 14:02')
    await until('needs_hands', 'ON')
    expect(shows('problem')).toBe('needs-hands')
    expect(JSON.parse(rig.home.said('intercom/home-assistant/hall/facts') ?? '')).toMatchObject({
      detail: 'renderer dead since 14:02',
    })
  })
})

describe('what is no command', () => {
  test.each([
    ['hall/install', 'install'],
    ['hall/install', '{"version":"r9"}'],
    ['hall/press', 'explode'],
    ['hall/press', 'constructor'],
    ['attic/install', 'INSTALL'],
    ['attic/press', 'force'],
    ['a.b/press', 'force'],
  ])('%s with %s changes nothing, and is complained about once', async (topic, payload) => {
    await hang()
    await rig.deployments.deployed('r2')
    for (let times = 0; times < 3; times++)
      await rig.home.client.publishAsync(`intercom/home-assistant/${topic}`, payload, { qos: 1 })
    await rig.until(() => rig.deployments.warnings.length > 0)
    await rig.pass(5_000)
    expect(rig.deployments.warnings).toHaveLength(1)
    expect(rig.sent).toEqual([])
    const { events } = await rig.deployments.fleet.events({ limit: 50 })
    expect(events.filter(({ type }) => type === 'tablet-ordered')).toEqual([])
  })

  test('one that was retained is not carried out at the next start', async () => {
    await rig.report('hall')
    await rig.deployments.deployed('r2')
    await rig.home.client.publishAsync('intercom/home-assistant/hall/press', 'force', { qos: 1, retain: true })
    rig.show()
    await until('update', 'on')
    const { events } = await rig.deployments.fleet.events({ limit: 50 })
    expect(events.filter(({ type }) => type === 'tablet-ordered')).toEqual([])
    expect(rig.deployments.warnings).toEqual([expect.stringContaining('retained')])
  })
})

describe('coming and going', () => {
  test('everything is unavailable when the server stops, and comes back with it', async () => {
    await hang()
    await rig.hide()
    await until('update', 'unavailable')
    rig.show()
    await until('update', 'off')
  })

  test('what is announced is announced again when Home Assistant has started, in portions', async () => {
    for (let i = 0; i < 250; i++) await rig.report(`wall-${i}`)
    rig.show()
    await rig.until(() => rig.home.devices.size === 250)
    await until('release', 'r1', 'relevo_wall-249')
    const before = rig.home.discoveries.length
    await rig.home.birth()
    await rig.until(() => rig.home.discoveries.length > before)
    expect(rig.home.discoveries.length - before).toBeLessThanOrEqual(100)
    await rig.until(() => rig.home.discoveries.length === before + 250)
    await rig.pass(20_000)
    expect(rig.home.discoveries.length).toBe(before + 250)
  })

  test('a tablet that is forgotten leaves nothing behind', async () => {
    await hang()
    await rig.deployments.fleet.tablets.forget('hall')
    await rig.until(() => !rig.home.devices.has(HALL))
    await rig.until(() => rig.home.said('intercom/home-assistant/hall/facts') === undefined)
    expect(rig.home.said('intercom/home-assistant/hall/update')).toBeUndefined()
  })

  test('one that was forgotten while nobody told is taken away at the next start, and nobody else is', async () => {
    await rig.report('attic')
    await hang()
    await until('release', 'r1', 'relevo_attic')
    const strange = JSON.stringify({ ...rig.home.devices.get(HALL), origin: { name: 'Another' } }).replaceAll(
      '/hall/',
      '/x/',
    )
    await rig.home.client.publishAsync('homeassistant/device/relevo_cellar/config', strange, { qos: 1, retain: true })
    await rig.hide('killed')
    await rig.deployments.fleet.tablets.forget('attic')
    rig.show()
    await rig.until(() => !rig.home.devices.has('relevo_attic'))
    expect(rig.home.devices.has(HALL)).toBe(true)
    expect(rig.home.said('homeassistant/device/relevo_cellar/config')).toBe(strange)
  })

  test('an entity that went while nobody told goes at the next start', async () => {
    rig.kiosks.set('hall', kioskThatCan('wake'))
    await hang()
    expect(shows('wake')).toBe('ready')
    await rig.hide('killed')
    rig.kiosks.clear()
    rig.show()
    await rig.until(() => shows('wake') === undefined)
    await rig.until(() => rig.home.discoveries.at(-1)?.leaving.length === 0)
    expect(shows('update')).toBe('off')
  })
})
