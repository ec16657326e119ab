import { beforeEach, describe, expect, it } from 'vitest'
import { identify } from '../identity.ts'
import { openKeep } from '../keep.ts'
import type { Kiosk } from '../ports.ts'
import { FakeFully } from '../testing/fake-fully.ts'
import { TabletPage } from '../testing/tablet-page.ts'
import { type KioskOptions, kioskOf } from './kiosk.ts'

let page: TabletPage
let fully: FakeFully
beforeEach(() => {
  page = new TabletPage()
  page.withWorker = false
  fully = new FakeFully({ window: page.window })
  Object.assign(page.window, { fully })
})

const kiosk = (options: KioskOptions = {}) => kioskOf(page.window.view, page.clock, options)

async function launch(options: KioskOptions = {}, more: Parameters<TabletPage['launch']>[1] = {}) {
  page.kiosk = kiosk(options)
  return page.launch('r1', more)
}

describe('the id of a tablet that nobody has named', () => {
  const identity = (search: string, by: Kiosk, chosen?: string) =>
    identify(search, openKeep(page.window.view), chosen, by)

  it('is the device’s, the same after its storage was wiped', () => {
    expect(identity('', kiosk())).toBe('fully-3f2a91c0-77d1e0b2')
    page.window.wipeStorage()
    page.window.name = ''
    expect(identity('', kiosk())).toBe('fully-3f2a91c0-77d1e0b2')
  })

  it('is never another than it was, and nothing is asked of the device then', () => {
    const before = identify('', openKeep(page.window.view))
    expect(identity('', kiosk())).toBe(before)
    expect(identity('?tablet=lobby-1', kiosk())).toBe('lobby-1')
    expect(identity('', kiosk())).toBe('lobby-1')
    expect(identity('', kiosk(), 'gate')).toBe('gate')
    expect(fully.calls).toEqual([])
  })

  it.each([
    ['Lobby 1 left', 'Lobby-1-left'],
    [' gate ', 'gate'],
  ])('is the device’s name %j where the site says that names are its own', (name, id) => {
    fully.device.name = name
    expect(identity('', kiosk({ namedBy: 'device-name' }))).toBe(id)
  })

  it.each(['', '  ', 'Küche', 'a/b', 'x'.repeat(65)])('is made up where the name is %j', (name) => {
    fully.device.name = name
    expect(identity('', kiosk({ namedBy: 'device-name' }))).toMatch(/^tablet-[0-9a-f]{8}$/)
  })

  it('is made up where the device says none', () => {
    fully.device.id = ''
    expect(identity('', kiosk())).toMatch(/^tablet-[0-9a-f]{8}$/)
  })
})

describe('a keyboard on the screen', () => {
  it('holds until it is gone', async () => {
    const manager = await launch()
    const { waiting } = page.clock
    fully.happens('showKeyboard')
    expect(manager.state.holds).toEqual(['typing'])
    fully.happens('hideKeyboard')
    expect([manager.state.holds, page.clock.waiting]).toEqual([[], waiting])
  })

  it('holds no longer than allowed, nor while the screen is dark', async () => {
    const manager = await launch({ typing: 60 })
    fully.happens('showKeyboard')
    await page.clock.push(59)
    expect(manager.state.holds).toEqual(['typing'])
    await page.clock.push(1)
    expect(manager.state.holds).toEqual([])
    fully.happens('showKeyboard')
    fully.happens('screenOff')
    expect(manager.state.holds).toEqual([])
  })

  it('holds nothing where the app does not want it', async () => {
    const manager = await launch({ typing: 0 })
    fully.happens('showKeyboard')
    expect(manager.state.holds).toEqual([])
  })
})

describe('a device that comes back', () => {
  it.each(['screenOn', 'networkReconnect', 'internetReconnect'])(
    'by %s looks at version.json at once',
    async (event) => {
      await launch()
      page.checkIns = []
      fully.happens(event)
      await page.clock.push(0)
      expect(page.checkIns).toHaveLength(1)
    },
  )

  it('counts as in use when its screen lights up, as when a browser’s page is shown again', async () => {
    const manager = await launch({}, { inUse: 30 })
    fully.happens('networkReconnect')
    expect(manager.state.holds).toEqual([])
    fully.happens('screenOn')
    expect(manager.state.holds).toEqual(['in-use'])
    await page.clock.push(30)
    expect(manager.state.holds).toEqual([])
  })

  it('was not seen by anybody if its screen is dark again by the time the page is told', async () => {
    const manager = await launch({}, { inUse: 30 })
    page.checkIns = []
    fully.device.screenOn = false
    fully.happens('screenOn')
    await page.clock.push(0)
    expect([manager.state.holds, page.checkIns]).toEqual([[], []])
  })
})

describe('two managers and a page that went', () => {
  it('both hear, each event is bound once, and who has stopped hears no more', async () => {
    const first = await launch()
    const second = await launch()
    fully.happens('showKeyboard')
    expect([first.state.holds, second.state.holds]).toEqual([['typing'], ['typing']])
    first.stop()
    fully.happens('hideKeyboard')
    expect(second.state.holds).toEqual([])
    expect(first.state.holds).toEqual(['typing'])
    expect(fully.calls.filter((name) => name === 'bind')).toHaveLength(6)
    second.stop()
    expect(page.clock.waiting).toBe(0)
  })

  it('code of the page before, which Fully may still have, harms none', () => {
    kiosk()
    expect(() => fully.happens('showKeyboard')).not.toThrow()
  })
})

describe('a bridge that is not what it should be', () => {
  const throwing = new Proxy(
    {},
    {
      get: () => () => {
        throw new Error('Java exception was raised during method invocation')
      },
    },
  )
  it.each<[string, unknown]>([
    ['none', undefined],
    ['an empty one', {}],
    ['one whose calls all throw', throwing],
    ['one that answers nonsense', new Proxy({}, { get: () => () => 7 })],
    ['text', 'fully'],
  ])('%s disturbs nobody', async (_, bridge) => {
    Object.assign(page.window, { fully: bridge })
    const device = kiosk()
    expect(identify('', openKeep(page.window.view), undefined, device)).toMatch(/^tablet-[0-9a-f]{8}$/)
    page.kiosk = device
    const manager = await page.launch('r1')
    expect(device.loadAnew()).toBe(false)
    expect(page.window.faults).toEqual([])
    manager.stop()
  })

  it('window.wallpanel is no bridge: there is none in any WallPanel', async () => {
    Object.assign(page.window, { fully: undefined, wallpanel: throwing })
    ;(await launch({ reportInAddress: true })).stop()
    expect(page.window.faults).toEqual([])
  })
})

describe('a reload that the kiosk app ignores', () => {
  it('has the app load its start URL, the next time start anew', async () => {
    page.versionJson = { version: 'r2' }
    const manager = await launch({}, { policy: 'auto' })
    expect(page.window.reloads).toBe(1)
    await page.clock.push(19)
    expect(fully.calls).not.toContain('loadStartUrl')
    await page.clock.push(1)
    expect(fully.calls).toContain('loadStartUrl')
    expect(manager.state.phase).toBe('switching')
    await page.clock.push(10)
    expect(manager.state).toMatchObject({ phase: 'backing_off', error: 'reload-ignored' })
    await page.clock.push(60)
    expect(fully.calls.filter((name) => /loadStartUrl|restartApp/.test(name))).toEqual(['loadStartUrl', 'restartApp'])
    manager.stop()
  })

  it.each(['https://other.test/', 'http://panel.test.evil/', '', 'file:///sdcard/start.html'])(
    'leaves it at that where the app starts with %j',
    (startUrl) => {
      fully.device.startUrl = startUrl
      expect(kiosk().loadAnew()).toBe(false)
      expect(fully.calls).toEqual(['getStartUrl'])
    },
  )

  it('is asked for where one of several start URLs is this page’s', () => {
    fully.device.startUrl = 'https://other.test/\nhttp://panel.test?tablet=lobby-1'
    expect(kiosk().loadAnew()).toBe(true)
  })
})

it.each<[KioskOptions, string]>([
  [{ typing: -1 }, 'kiosk.typing'],
  [{ typing: Number.NaN }, 'kiosk.typing'],
  [{ namedBy: 'serial' as 'device-id' }, 'kiosk.namedBy'],
])('the option in %j is refused', (options, detail) => {
  expect(() => kiosk(options)).toThrow(expect.objectContaining({ code: 'config-invalid', detail }))
})
