import { describe, expect, it } from 'vitest'
import { APPS } from './app.ts'
import { findKiosk } from './find-kiosk.ts'
import { isPresenceTopic, MOST_PAYLOAD, readFacts, readLook } from './read-facts.ts'
import { displayUrl } from './shown-url.ts'

const WALLPANEL = { base: 'wallpanel/hall/' }
const FREEKIOSK = { base: 'freekiosk/hall/' }
const FULLY = { base: 'fully/', device: 'abcdef-123456' }
const UA =
  'Mozilla/5.0 (Linux; Android 5.1.1; KFDOWI; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/81.0.4044.117 Safari/537.36'

const panel = (topic: string, payload: unknown) =>
  readFacts(
    'wallpanel',
    WALLPANEL,
    `wallpanel/hall/${topic}`,
    typeof payload === 'string' ? payload : JSON.stringify(payload),
  )

describe('what WallPanel says', () => {
  it.each([
    ['connection', 'online', { isOnline: true }],
    ['connection', 'offline', { isOnline: false }],
    [
      'state',
      { currentUrl: 'http://panel/?tablet=hall#x', screenOn: false, camera: true, brightness: 9 },
      { shows: 'http://panel/?tablet=hall#x', isScreenOn: false },
    ],
    ['state', { currentUrl: 'about:blank', screenOn: true }, { isScreenOn: true }],
    ['sensor/battery', { value: 41.6, unit: '%', charging: true }, { battery: 42 }],
    ['sensor/light', { value: 4 }, undefined],
  ])('[K14] %s %j is %j', (topic, payload, facts) => {
    expect(panel(topic, payload)).toEqual(facts)
  })

  it('[K14] its answer to a look is its state', () => {
    expect(readLook('wallpanel', '{"currentUrl":"http://panel/","screenOn":true}')).toEqual({
      shows: 'http://panel/',
      isScreenOn: true,
    })
  })

  it.each([
    ['sensor/appVersion', { value: '1.1.3' }, { appVersion: '1.1.3', isPro: true }],
    ['sensor/ipAddress', { value: '192.168.1.7' }, { ip: '192.168.1.7', isPro: true }],
    ['sensor/ipAddress', { value: 'rm -rf' }, undefined],
    [
      'state',
      { currentUrl: 'http://panel/', screenOn: true, screenAwake: true, volume: 3 },
      { shows: 'http://panel/', isScreenOn: true, isPro: true },
    ],
  ])('[K15] %s %j is Pro’s: %j', (topic, payload, facts) => {
    expect(panel(topic, payload)).toEqual(facts)
  })
})

describe('what Fully says', () => {
  const INFO = {
    deviceId: 'abcdef-123456',
    deviceName: 'Amazon Fire',
    batteryLevel: 100,
    ip4: '192.168.1.234',
    webviewUA: UA,
    screenOn: true,
    startUrl: 'https://panel.test/?tablet=hall',
    currentPage: 'https://panel.test/?tablet=hall#relevo=r1&tablet=hall',
    appVersionName: '1.42.5',
  }
  const FACTS = {
    shows: 'https://panel.test/?tablet=hall#relevo=r1&tablet=hall',
    launchUrl: 'https://panel.test/?tablet=hall',
    isScreenOn: true,
    battery: 100,
    appVersion: '1.42.5',
    webView: '81.0.4044.117',
    ip: '192.168.1.234',
    name: 'Amazon Fire',
  }

  it('[K16] is in its device info', () => {
    expect(readFacts('fully', FULLY, 'fully/deviceInfo/abcdef-123456', JSON.stringify(INFO))).toEqual(FACTS)
    const { deviceId, ...rest } = INFO
    expect(readLook('fully', JSON.stringify({ ...rest, deviceID: deviceId }))).toEqual(FACTS)
  })

  it('[K16] is in its device info also when that lists several addresses', () => {
    const info = { ...INFO, startUrl: 'https://panel.test/?tablet=hall\nhttps://other.test/' }
    const { launchUrl, launchUrls } = readLook('fully', JSON.stringify(info)) ?? {}
    expect([launchUrl, launchUrls]).toEqual(['https://panel.test/?tablet=hall', 2])
  })

  it('[K16] is in its events, of this device only', () => {
    expect(readFacts('fully', FULLY, 'fully/event/screenOff/abcdef-123456', '{}')).toEqual({ isScreenOn: false })
    expect(readFacts('fully', FULLY, 'fully/event/onMotion/abcdef-123456', '{}')).toEqual({})
    expect(readFacts('fully', FULLY, 'fully/event/screenOff/other', '{}')).toBeUndefined()
    expect(readFacts('fully', FULLY, 'fully/deviceInfo/other', JSON.stringify(INFO))).toBeUndefined()
  })
})

describe('what FreeKiosk says', () => {
  const STATE = {
    battery: { level: 85, charging: true },
    screen: { on: true, brightness: 75, screensaverActive: false },
    wifi: { ssid: 'Home', ip: '192.168.1.50' },
    device: { ip: '192.168.1.50', version: '1.2.12', kioskMode: true },
    webview: { currentUrl: 'http://192.168.1.244/?device=hall' },
  }
  const FACTS = {
    shows: 'http://192.168.1.244/?device=hall',
    isScreenOn: true,
    battery: 85,
    appVersion: '1.2.12',
    ip: '192.168.1.50',
  }

  it('[K17] is in its state, by request in an envelope', () => {
    expect(readFacts('freekiosk', FREEKIOSK, 'freekiosk/hall/state', JSON.stringify(STATE))).toEqual(FACTS)
    expect(readLook('freekiosk', JSON.stringify({ success: true, data: STATE }))).toEqual(FACTS)
    expect(readFacts('freekiosk', FREEKIOSK, 'freekiosk/hall/availability', 'online')).toEqual({ isOnline: true })
    expect(readFacts('freekiosk', FREEKIOSK, 'freekiosk/hall/set/url', 'http://x')).toBeUndefined()
  })
})

describe('garbage', () => {
  const GARBAGE = [
    '',
    '{',
    'null',
    '[]',
    '"online"',
    'ONLINE',
    '42',
    '{"currentUrl":{}}',
    '{"ip4":[]}',
    '\u0000',
    '{"__proto__":1}',
  ]

  it('[K18] says nothing, or leaves out what is wrong', () => {
    for (const app of APPS)
      for (const topic of [
        'connection',
        'state',
        'sensor/battery',
        'availability',
        'deviceInfo/d',
        'event/x/d',
        '',
        'a/b',
      ])
        for (const payload of GARBAGE) {
          const facts = readFacts(app, { base: 'x/', device: 'd' }, `x/${topic}`, payload) ?? {}
          expect(Object.values(facts).filter((fact) => fact !== undefined)).toEqual([])
          expect(Object.values(readLook(app, payload) ?? {})).toEqual([])
        }
  })

  it('[K18] of another base, or longer than any message of theirs, says nothing', () => {
    expect(readFacts('wallpanel', WALLPANEL, 'wallpanel/attic/connection', 'online')).toBeUndefined()
    const long = JSON.stringify({ currentUrl: 'http://panel/', screenOn: true, more: 'x'.repeat(MOST_PAYLOAD) })
    expect(panel('state', long)).toBeUndefined()
    expect(readLook('wallpanel', long)).toBeUndefined()
  })

  it('[K18] drawn by seed, throws nowhere', () => {
    let seed = 7
    const draw = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % below
    }
    const keys = [
      'currentUrl',
      'screenOn',
      'ip4',
      'startUrl',
      'deviceId',
      'device',
      'identifiers',
      'availability_topic',
      'value',
      'data',
    ]
    const value = (depth: number): unknown => {
      const plain = [null, true, -1, 1e308, '', 'http://[', 'wallpanel_x', 'a/connection', 'x'.repeat(3_000), {}, []]
      if (depth === 0 || draw(3) === 0) return plain[draw(plain.length)]
      if (draw(2) === 0) return [value(depth - 1), value(depth - 1)]
      return Object.fromEntries(Array.from({ length: 4 }, () => [keys[draw(keys.length)], value(depth - 1)]))
    }
    const topics = [
      'x/state',
      'wallpanel/x/connection',
      'fully/deviceInfo/x',
      'freekiosk/x/state',
      'homeassistant/a/b/c/config',
    ]
    for (let i = 0; i < 5_000; i++) {
      const payload = JSON.stringify(value(3))
      for (const topic of topics) findKiosk(topic, payload, 'homeassistant')
      for (const app of APPS) {
        readLook(app, payload)
        for (const topic of ['state', 'sensor/battery', 'deviceInfo/d'])
          readFacts(app, { base: '', device: 'd' }, topic, payload)
      }
    }
  })

  it('[K18] is not taken from what every object has', () => {
    expect(panel('constructor', '{}')).toBeUndefined()
    expect(readFacts('fully', FULLY, 'fully/event/__proto__/abcdef-123456', '{}')).toEqual({})
  })

  it.each([
    ['file:///etc/passwd', undefined],
    ['javascript:alert(1)', undefined],
    ['intent:#Intent;end', undefined],
    [`http://panel/${'x'.repeat(3_000)}`, undefined],
    ['http://panel/\nhttp://other/', undefined],
    ['http://user:s3cret@panel/', 'http://panel/'],
    ['http://panel/?tablet=hall#relevo-enrol=K7QF', 'http://panel/?tablet=hall'],
    ['http://panel/?key=s3cret', 'http://panel/?key=s3cret'],
  ])('[K19] %s is kept as %s', (currentUrl, shows) => {
    expect(panel('state', { currentUrl, screenOn: true })?.shows).toBe(shows)
  })

  it.each([
    ['http://panel/', 'http://panel/'],
    ['http://panel/?tablet=hall&v=r2&lang', 'http://panel/?tablet=hall&v=r2&lang'],
    ['http://panel/?key=s3cret&device=hall#/rooms/s3cret', 'http://panel/?key=…&device=hall#…'],
    ['http://panel/#relevo=r1&tablet=hall', 'http://panel/#relevo=r1&tablet=hall'],
    ['http://panel/?a=b?c=s3cret&d=', 'http://panel/?a=…&d='],
  ])('[K20] %s is shown as %s', (url, shown) => {
    expect(displayUrl(url)).toBe(shown)
  })

  it('[K14] presence has a topic of its own', () => {
    expect(isPresenceTopic('wallpanel', WALLPANEL, 'wallpanel/hall/connection')).toBe(true)
    expect(isPresenceTopic('wallpanel-pro', WALLPANEL, 'wallpanel/hall/state')).toBe(false)
    expect(isPresenceTopic('freekiosk', FREEKIOSK, 'freekiosk/hall/availability')).toBe(true)
    expect(isPresenceTopic('fully', FULLY, 'fully/availability')).toBe(false)
  })
})
