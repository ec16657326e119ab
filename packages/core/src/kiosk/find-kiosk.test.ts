import { describe, expect, it } from 'vitest'
import { findFilters, findKiosk } from './find-kiosk.ts'
import { marksOf } from './user-agent.ts'

const find = (topic: string, payload: unknown) =>
  findKiosk(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), 'homeassistant')

const STATE = { currentUrl: 'http://panel/', screenOn: true }

describe('an app gives itself away', () => {
  it.each([
    ['wallpanel/hall/connection', 'online', 'wallpanel', 'wallpanel/hall/', 'presence'],
    ['wallpanel/hallconnection', 'offline', 'wallpanel', 'wallpanel/hall', 'presence'],
    ['site/hall/state', STATE, 'wallpanel', 'site/hall/', 'state'],
    ['wallpanel/hallstate', STATE, 'wallpanel', 'wallpanel/hall', 'state'],
    ['site/hall/state', { ...STATE, brightnessSetpoint: 3 }, 'wallpanel-pro', 'site/hall/', 'state'],
    ['freekiosk/hall/availability', 'online', 'freekiosk', 'freekiosk/hall/', 'presence'],
    ['freekiosk/hall/state', { webview: { currentUrl: 'http://panel/' } }, 'freekiosk', 'freekiosk/hall/', 'state'],
  ])('[K21] at %s by %j, as %s', (topic, payload, app, base, by) => {
    expect(find(topic, payload)).toMatchObject({ app, place: { base }, by })
  })

  it.each(['fully/', '/fully/'])('[K21] a Fully below %s by its device info, if that is of this device', (base) => {
    const info = { deviceId: 'x-1', startUrl: 'http://panel/', ip4: '10.0.0.1', deviceName: 'Hall' }
    expect(find(`${base}deviceInfo/x-1`, info)).toEqual({
      app: 'fully',
      place: { base, device: 'x-1' },
      by: 'device-info',
      facts: { launchUrl: 'http://panel/', ip: '10.0.0.1', name: 'Hall' },
    })
    expect(find(`${base}deviceInfo/x-2`, info)).toBeUndefined()
  })

  it('[K22] a WallPanel by its discovery, wherever it is, and with the id Home Assistant has it by', () => {
    const config = {
      name: 'Battery',
      state_topic: 'a/b/c/hall/sensor/battery',
      availability_topic: 'a/b/c/hall/connection',
      device: { identifiers: ['wallpanel_tab7'], name: 'Hall panel', model: 'T' },
      origin: { name: 'WallPanel', sw: '0.12.0' },
    }
    const topic = 'homeassistant/sensor/tab7/battery/config'
    expect(find(topic, config)).toEqual({
      app: 'wallpanel',
      place: { base: 'a/b/c/hall/' },
      by: 'discovery',
      clientId: 'tab7',
      facts: { name: 'Hall panel', appVersion: '0.12.0' },
    })
    expect(find(topic, { ...config, availability_topic: 'a/hallconnection' })?.place).toEqual({ base: 'a/hall' })
    const button = { ...config, command_topic: 'a/b/c/hall/command', payload_press: '{"restartApp":true}' }
    expect(find('homeassistant/button/tab7/restartApp/config', button)?.app).toBe('wallpanel-pro')
    expect(findKiosk(topic, JSON.stringify(config), 'ha')).toBeUndefined()
  })

  it('[K22] a FreeKiosk by its discovery', () => {
    const config = {
      availability_topic: 'home/panels/hall/availability',
      device: { identifiers: ['freekiosk_1'], manufacturer: 'FreeKiosk', model: 'FreeKiosk', sw_version: '1.2.20' },
    }
    expect(find('homeassistant/sensor/freekiosk_1/battery/config', config)).toEqual({
      app: 'freekiosk',
      place: { base: 'home/panels/hall/' },
      by: 'discovery',
      facts: { appVersion: '1.2.20' },
    })
  })

  it.each([
    ['zigbee/lamp/state', { state: 'ON' }],
    ['site/hall/state', { ...STATE, screenOn: undefined }],
    ['site/hall/state', { currentUrl: 1, screenOn: 'x' }],
    ['esp/x/connection', 'online'],
    ['wallpanel/hall/connection', 'hello'],
    ['wallpanel//connection', 'online'],
    ['freekiosk/hall/availability', '1'],
    ['fully/deviceInfo/x', { hello: 1 }],
    [
      'homeassistant/sensor/x/y/config',
      { device: { identifiers: ['zigbee_1'] }, availability_topic: 'wallpanel_/connection' },
    ],
    [
      'homeassistant/sensor/x/y/config',
      { device: { identifiers: ['wallpanel_x'] }, availability_topic: '#connection' },
    ],
    ['homeassistant/sensor/x/y/config', { device: { identifiers: ['wallpanel_x'] }, availability_topic: 'connection' }],
    ['$SYS/wallpanel/connection', 'online'],
  ])('[K23] nobody, at %s by %j', (topic, payload) => {
    expect(find(topic, payload)).toBeUndefined()
  })

  it('[K21] is listened for under these filters', () => {
    expect(findFilters('ha')).toContain('ha/+/+/+/config')
  })
})

describe('a user agent', () => {
  const webView =
    'Mozilla/5.0 (Linux; Android 8.1.0; Tab; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/83.0.4103.106 Safari/537.36'
  const free =
    'Mozilla/5.0 (Linux; Android 13; Pixel 6) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36'
  it.each([
    [webView, { isWebView: true, chrome: '83.0.4103.106' }],
    [free, { isWebView: false, app: 'freekiosk' }],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
      { isWebView: false, chrome: '120.0.0.0' },
    ],
    ['curl/8', { isWebView: false }],
    ['', { isWebView: false }],
  ])('[K24] %s says %j', (userAgent, marks) => {
    expect(marksOf(userAgent)).toEqual(marks)
  })
})
