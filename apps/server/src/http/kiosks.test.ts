import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { kioskLine } from '../testing/kiosk-line.ts'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
beforeEach(async () => {
  server = await serverInTemp()
  await server.release('r1')
})
afterEach(() => server.remove())

const checkIn = (tablet: string) => fetch(`${server.url}/config/version.json?tablet=${tablet}&release=r1`)
const kiosk = async (id: string) => (await server.call('GET', `/api/kiosks/${id}`)).body.data
const kiosks = async (query = '') => (await server.call('GET', `/api/kiosks${query}`)).body.data
const add = (body: object) => server.call('POST', '/api/kiosks', body)
const tell = (id: string, body: object) => server.call('POST', `/api/kiosks/${id}/commands`, body)
const logged = async () => {
  const { data } = (await server.call('GET', '/api/events?limit=1000')).body
  return data.filter(({ subject }: { subject: { kind: string } }) => subject.kind === 'kiosk')
}
const until = (look: () => Promise<unknown>) => expect.poll(look, { timeout: 8_000, interval: 20 })
const STATE = { currentUrl: 'http://panel/?tablet=hall', screenOn: true, camera: false, brightness: 100 }

describe('a WallPanel', () => {
  test('that shows the page of a tablet is taken in and linked, and hears commands one by one, never retained', async () => {
    await checkIn('hall')
    const panel = await kioskLine(server, 'wallpanel/Hall/command')
    await panel.say('wallpanel/Hall/connection', 'online', true)
    await panel.say('wallpanel/Hall/state', STATE)
    await until(() => kiosk('wallpanel-hall')).toMatchObject({
      standing: 'known',
      app: 'wallpanel',
      base: 'wallpanel/Hall/',
      online: true,
      link: { tablet: 'hall', confidence: 'shown', how: 'current-url' },
      state: { shows: 'http://panel/?tablet=hall', isScreenOn: true },
    })
    for (const order of [{ do: 'wake', seconds: 30 }, { do: 'clearCache' }, { do: 'eval', script: 'go("x")' }])
      expect((await tell('wallpanel-hall', order)).body.data).toMatchObject({ do: order.do, way: 'mqtt' })
    expect(await panel.has(3)).toEqual(
      ['{"wake":true,"wakeTime":30}', '{"clearCache":true}', '{"eval":"go(\\"x\\")"}'].map((payload) => ({
        topic: 'wallpanel/Hall/command',
        payload,
        qos: 0,
        retain: false,
      })),
    )
    const late = await kioskLine(server, 'wallpanel/Hall/command')
    await late.client.subscribeAsync('wallpanel/Hall/connection')
    expect(await late.has(1)).toMatchObject([{ topic: 'wallpanel/Hall/connection', payload: 'online' }])
    const lines = (await logged()).map(({ type, data, actor = '' }: Record<string, unknown>) => [type, data, actor])
    expect(lines).toEqual([
      ['kiosk-found', { app: 'wallpanel', topic: 'wallpanel/Hall/', by: 'presence' }, ''],
      ['kiosk-added', { app: 'wallpanel', tablet: 'hall' }, ''],
      ['kiosk-linked', { tablet: 'hall', confidence: 'shown', how: 'current-url' }, ''],
      ['kiosk-commanded', { do: 'wake', tablet: 'hall', seconds: 30, way: 'mqtt' }, 'root'],
      ['kiosk-commanded', { do: 'clearCache', tablet: 'hall', way: 'mqtt' }, 'root'],
      ['kiosk-commanded', { do: 'eval', tablet: 'hall', characters: 7, way: 'mqtt' }, 'root'],
    ])
  })

  test('cannot be told to restart, nor anything while it is gone', async () => {
    await add({ id: 'hall', app: 'wallpanel', base: 'wallpanel/hall' })
    expect(await kiosk('hall')).toMatchObject({ base: 'wallpanel/hall/', can: { restart: [], reload: ['mqtt'] } })
    const cannot = await tell('hall', { do: 'restart' })
    expect([cannot.status, cannot.body.error.code]).toEqual([409, 'kiosk-cannot'])
    expect(cannot.body.error.detail).toContain('wallpanel-pro, fully, freekiosk can')
    const panel = await kioskLine(server, 'wallpanel/hall/command')
    await panel.say('wallpanel/hall/connection', 'offline', true)
    await until(() => kiosk('hall')).toMatchObject({ online: false })
    const gone = await tell('hall', { do: 'reload' })
    expect([gone.status, gone.body.error.code]).toEqual([502, 'kiosk-unreachable'])
    expect(panel.got).toEqual([])
  })
})

test('what is kept of kiosks is there after a restart, but for who is there', async () => {
  await checkIn('hall')
  await add({ id: 'hall', app: 'wallpanel', base: 'wallpanel/hall/', restUrl: 'http://192.168.1.7:2971', name: 'Hall' })
  await server.call('POST', '/api/kiosks/hall/link', { tablet: 'hall' })
  const panel = await kioskLine(server)
  await panel.say('wallpanel/hall/connection', 'online', true)
  await panel.say('wallpanel/hall/sensor/battery', { value: 55.4 })
  await until(() => kiosk('hall')).toMatchObject({ online: true, state: { battery: 55 } })
  const { online: _, lastHeard, ...before } = await kiosk('hall')
  await panel.end()
  await server.restart()
  expect(lastHeard).toMatch(/Z$/)
  expect(await kiosks()).toEqual([{ ...before, lastHeard: expect.any(String) }])
})
