import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { httpEndpoint } from '../testing/http-endpoint.ts'
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

test('kiosks are found by a text, by their app, and by what is wrong with them', async () => {
  await add({ id: 'gate', app: 'wallpanel', name: 'Front gate', base: 'wallpanel/mywallpanel/' })
  await add({ id: 'desk', app: 'fully', restUrl: 'http://192.168.7.9:2323' })
  await checkIn('lobby')
  await server.call('POST', '/api/kiosks/desk/link', { tablet: 'lobby' })
  const found = async (query: string) => (await kiosks(query)).map(({ id }: { id: string }) => id)
  expect(await found('')).toEqual(['desk', 'gate'])
  for (const query of ['q=FRONT', 'q=mywall', 'app=wallpanel', 'only=faulty', 'only=unlinked'])
    expect([query, await found(`?${query}`)]).toEqual([query, ['gate']])
  for (const query of ['q=lobby', 'q=192.168.7', 'app=fully']) expect(await found(`?${query}`)).toEqual(['desk'])
  for (const query of ['q=nothing', 'only=conflicting', 'only=offline']) expect(await found(`?${query}`)).toEqual([])
  expect((await server.call('GET', '/api/kiosks?only=unlinked')).body).toMatchObject({ count: 1 })
  expect((await server.call('GET', '/api/kiosks?only=odd')).status).toBe(400)
})

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
  await add({ id: 'hall', app: 'wallpanel', base: 'wallpanel/hall/', name: 'Hall' })
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

describe('what a noisy or hostile broker says', () => {
  test('leaves no trace where it is garbage, and never more proposals than fit', async () => {
    const panel = await kioskLine(server)
    await add({ id: 'hall', app: 'wallpanel', base: 'wallpanel/hall/' })
    const garbage = ['', '{', 'null', '[]', '{"currentUrl":1,"screenOn":"x"}', 'x'.repeat(40_000), '\u0000\uffff']
    for (const topic of [
      'wallpanel/hall/state',
      'wallpanel/hall/connection',
      'a/b/state',
      'fully/deviceInfo/x',
      'homeassistant/a/b/c/config',
    ])
      for (const payload of garbage) await panel.say(topic, payload)
    await panel.client.publishAsync('wallpanel/hall/state', Buffer.from([0xff, 0xfe, 0xc0]), { qos: 1 })
    for (let i = 0; i < 300; i++) await panel.say(`wallpanel/x${i}/connection`, 'online')
    await panel.say('wallpanel/hall/connection', 'online')
    await until(() => kiosk('hall')).toMatchObject({ online: true, state: {} })
    const { body } = await server.call('GET', '/api/kiosks?standing=found')
    expect([body.count, body.missed]).toEqual([100, 200])
    const found = async () => (await server.call('GET', '/api/events?type=kiosk-found&limit=1000')).body.data.length
    await until(found).toBe(100)
  })

  test('moves no link that is sure: a second kiosk with the same page is a conflict', async () => {
    await checkIn('hall')
    const panel = await kioskLine(server)
    await panel.say('site/one/state', STATE)
    await until(() => kiosk('site-one')).toMatchObject({ link: { tablet: 'hall' } })
    await panel.say('site/two/state', STATE)
    await until(() => kiosk('site-two')).toMatchObject({ standing: 'found', conflicts: ['site-one'] })
    expect(await kiosk('site-one')).toMatchObject({ link: { tablet: 'hall' }, conflicts: ['site-two'] })
    const said = await server.call('POST', '/api/kiosks/site-two/accept')
    expect(said.body.data.link).toBeUndefined()
    await server.call('POST', '/api/kiosks/site-two/link', { tablet: 'hall' })
    expect([(await kiosk('site-one')).link, (await kiosk('site-two')).link.confidence]).toEqual([undefined, 'said'])
    await server.call('DELETE', '/api/kiosks/site-two/link')
    expect((await kiosk('site-two')).link).toBeUndefined()
  })
})

describe('what is asked of kiosks', () => {
  test('that is not right is refused with the reason, and changes nothing', async () => {
    await add({ id: 'hall', app: 'wallpanel', base: 'wallpanel/hall/' })
    const before = await kiosks()
    const refused = async (method: string, path: string, body?: object) => {
      const answer = await server.call(method, path, body)
      return `${answer.status} ${answer.body.error.code}`
    }
    expect(await refused('POST', '/api/kiosks', { app: 'chromium' })).toBe('400 invalid-input')
    expect(await refused('POST', '/api/kiosks', { app: 'wallpanel', base: 'a/#' })).toBe('400 invalid-input')
    expect(await refused('POST', '/api/kiosks', { app: 'wallpanel', restUrl: 'ftp://x' })).toBe('400 invalid-input')
    expect(await refused('POST', '/api/kiosks', { app: 'wallpanel', id: 'a/b' })).toBe('400 invalid-input')
    expect(await refused('POST', '/api/kiosks', { id: 'hall', app: 'wallpanel' })).toBe('409 kiosk-taken')
    expect(await refused('PATCH', '/api/kiosks/hall', { colour: 'red' })).toBe('400 invalid-input')
    expect(await refused('PATCH', '/api/kiosks/nobody', {})).toBe('404 kiosk-unknown')
    expect(await refused('GET', '/api/kiosks/nobody')).toBe('404 kiosk-unknown')
    expect(await refused('POST', '/api/kiosks/nobody/link', { tablet: 'hall' })).toBe('404 kiosk-unknown')
    expect(await refused('POST', '/api/kiosks/hall/link', { tablet: 'a/b' })).toBe('400 invalid-input')
    for (const wrong of [
      {},
      { do: 'explode' },
      { do: 'wake', seconds: 0 },
      { do: 'reload', clearCache: true },
      { do: 'eval' },
      { do: 'url', url: 'intent:#Intent;end' },
      { do: 'url', url: 'javascript:go()' },
    ])
      expect(await refused('POST', '/api/kiosks/hall/commands', wrong)).toBe('400 invalid-input')
    expect(await kiosks()).toEqual(before)
  })

  test('takes admin, but for looking', async () => {
    await add({ id: 'hall', app: 'wallpanel', base: 'wallpanel/hall/' })
    const made = await server.call('POST', '/api/tokens', { name: 'ci', scopes: ['deploy:*', 'read'] })
    const as = async (method: string, path: string, body?: object) =>
      (
        await fetch(`${server.url}${path}`, {
          method,
          headers: { authorization: `Bearer ${made.body.data.token}`, 'content-type': 'application/json' },
          ...(body && { body: JSON.stringify(body) }),
        })
      ).status
    for (const path of ['/api/kiosks', '/api/kiosks/hall', '/api/kiosks/unlinked'])
      expect(await as('GET', path)).toBe(200)
    expect(await as('POST', '/api/kiosks/hall/commands', { do: 'eval', script: 'x' })).toBe(403)
    expect(await as('POST', '/api/kiosks/hall/commands', { do: 'reload' })).toBe(403)
    expect(await as('POST', '/api/kiosks', { app: 'generic' })).toBe(403)
    expect(await as('PATCH', '/api/kiosks/hall', { name: 'x' })).toBe(403)
    expect(await as('DELETE', '/api/kiosks/hall')).toBe(403)
    expect(await as('POST', '/api/kiosks/hall/link', { tablet: 'x' })).toBe(403)
  })

  test('shows which tablets run in a kiosk app that nobody knows', async () => {
    const agents = {
      hall: 'Mozilla/5.0 (Linux; Android 8.1.0; Tab; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/83.0.4103.106 Safari/537.36',
      desk: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
    }
    for (const [tablet, userAgent] of Object.entries(agents))
      await fetch(`${server.url}/config/version.json?tablet=${tablet}&release=r1`, {
        headers: { 'user-agent': userAgent },
      })
    const { body } = await server.call('GET', '/api/kiosks/unlinked')
    expect(body.data).toEqual([{ tablet: 'hall', chrome: '83.0.4103.106', ip: '127.0.0.1' }])
  })

  test('is forgotten at once: nothing is told to it, or heard of it', async () => {
    await add({ id: 'hall', app: 'wallpanel', base: 'site/hall/x/' })
    const panel = await kioskLine(server)
    await panel.say('site/hall/x/connection', 'online')
    await until(() => kiosk('hall')).toMatchObject({ online: true })
    expect((await server.call('DELETE', '/api/kiosks/hall')).body.data).toEqual({ id: 'hall', duplicate: false })
    expect((await server.call('DELETE', '/api/kiosks/hall')).body.data).toEqual({ id: 'hall', duplicate: true })
    await panel.say('site/hall/x/connection', 'online')
    expect((await tell('hall', { do: 'reload' })).status).toBe(404)
    expect(await kiosks()).toEqual([])
  })
})

describe('other apps', () => {
  test('a Fully tells over MQTT and is told by request: what it cannot be told otherwise is refused until then', async () => {
    await checkIn('hall')
    const app = await httpEndpoint(({ path }) => {
      const isRight = new URL(path, 'http://x').searchParams.get('password') === 'p&ss'
      return {
        status: 200,
        body: JSON.stringify(isRight ? { status: 'OK' } : { status: 'Error', statustext: 'Please login' }),
      }
    })
    const fully = await kioskLine(server, 'fully/#')
    const info = {
      deviceId: 'ab-12',
      deviceName: 'Hall',
      startUrl: 'http://panel/?tablet=hall',
      ip4: '10.0.0.9',
      screenOn: true,
    }
    await fully.say('fully/deviceInfo/ab-12', info, true)
    await until(() => kiosk('ab-12')).toMatchObject({ standing: 'known', link: { tablet: 'hall', how: 'launch-url' } })
    await fully.say('fully/event/screenOff/ab-12', { deviceId: 'ab-12', event: 'screenOff' })
    await until(() => kiosk('ab-12')).toMatchObject({ online: true, state: { isScreenOn: false, ip: '10.0.0.9' } })
    expect((await tell('ab-12', { do: 'reload' })).body.error).toMatchObject({ code: 'kiosk-cannot' })
    await server.call('PATCH', '/api/kiosks/ab-12', { restUrl: app.url, secret: 'wrong' })
    expect((await tell('ab-12', { do: 'reload' })).body.error).toMatchObject({
      code: 'kiosk-unreachable',
      detail: 'it refuses the secret',
    })
    await server.call('PATCH', '/api/kiosks/ab-12', { secret: 'p&ss' })
    expect((await tell('ab-12', { do: 'restart' })).body.data).toEqual({ id: 'ab-12', do: 'restart', way: 'rest' })
    expect(app.arrived.map(({ path }) => new URL(path, 'http://x').searchParams.get('cmd'))).toEqual([
      'refreshTab',
      'restartApp',
    ])
    expect((await tell('ab-12', { do: 'eval', script: 'x' })).body.error.detail).toContain('eval: fully cannot')
  })

  test('a FreeKiosk is told on a topic for each command', async () => {
    await add({ id: 'k', app: 'freekiosk', base: 'freekiosk/hall' })
    const app = await kioskLine(server, 'freekiosk/hall/set/#')
    await app.say('freekiosk/hall/availability', 'online', true)
    await until(() => kiosk('k')).toMatchObject({ online: true })
    for (const order of [{ do: 'wake' }, { do: 'eval', script: 'go()' }, { do: 'restart' }])
      expect((await tell('k', order)).body.data.way).toBe('mqtt')
    expect((await app.has(4)).map(({ topic, payload, qos, retain }) => [topic, payload, qos, retain])).toEqual([
      ['freekiosk/hall/set/screen', 'ON', 0, false],
      ['freekiosk/hall/set/wake', 'PRESS', 0, false],
      ['freekiosk/hall/set/execute_js', 'go()', 0, false],
      ['freekiosk/hall/set/restart_ui', 'PRESS', 0, false],
    ])
    expect((await server.call('GET', '/api/kiosks?tablet=nobody')).body).toMatchObject({ data: [], count: 0 })
    expect((await server.call('GET', '/api/kiosks?limit=1&offset=1')).body).toMatchObject({ data: [], count: 1 })
  })
})
