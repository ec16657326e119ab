import { readVersionJson } from '@relevo/core/protocol'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
beforeEach(async () => {
  server = await serverInTemp()
})
afterEach(() => server.remove())

const news = async () => readVersionJson(await (await fetch(`${server.url}/config/version.json`)).text())
const page = async () => (await fetch(`${server.url}/`)).text()
const environment = async () => (await server.call('GET', '/api/environments')).body.data[0]
const events = async () => (await server.call('GET', '/api/events')).body
const block = (version: string, blocked: unknown = true) =>
  server.call('PATCH', `/api/releases/${version}`, { blocked })
/** The next message a client gets. */
const message = (client: MqttClient) =>
  new Promise((resolve) => client.once('message', (_topic, payload) => resolve(JSON.parse(String(payload)))))
const DIRECTIVE = '/api/environments/production/directive'

describe('a blocked release', () => {
  test('that is not current is named to every tablet, and the current one stays', async () => {
    await server.release('r1')
    await server.release('r2')
    const { status, body } = await block('r1')
    expect([status, body.data]).toEqual([
      200,
      {
        version: 'r1',
        blocked: true,
        blockedAt: expect.stringMatching(/Z$/),
        duplicate: false,
        environments: [
          { name: 'production', current: 'r2', desired: 'r2', tablets: 0, outlook: expect.stringMatching(/^r2 stays/) },
        ],
      },
    ])
    expect(await news()).toMatchObject({ version: 'r2', force: false, blocked: ['r1'] })
    const { data } = (await server.call('GET', '/api/releases')).body
    expect(data.map((one: { blockedAt?: string }) => one.blockedAt)).toEqual([undefined, body.data.blockedAt])
    expect((await server.call('GET', '/api/releases/r1')).body.data.blockedAt).toBe(body.data.blockedAt)
    expect((await events()).data.at(-1)).toMatchObject({
      type: 'release-blocked',
      subject: { kind: 'release', id: 'r1' },
    })
  })

  test('cannot be made current, and trying changes nothing', async () => {
    await server.release('r1')
    await server.publish('r2', { 'index.html': 'two' })
    await block('r2')
    const before = [await environment(), await events()]
    const { status, body } = await server.call('POST', '/api/notify-update', { version: 'r2', force: true })
    expect([status, body.error.code, body.error.detail]).toEqual([409, 'release-blocked', 'r2'])
    expect(body.error.do).toContain('relevo unblock')
    expect([await environment(), await events()]).toEqual(before)
  })

  test('that is current is replaced by the one before it, in version.json, in hosting and in the lists, by force', async () => {
    await server.release('r1')
    await server.release('r2')
    await server.call('POST', '/api/notify-update', { version: 'r2', retry: true, notes: 'about r2' })
    await fetch(`${server.url}/config/version.json?tablet=hall&release=r2`)
    const { body } = await block('r2')
    expect(body.data.environments).toEqual([
      { name: 'production', current: 'r2', desired: 'r1', tablets: 1, outlook: expect.stringContaining('r1') },
    ])
    const said = await news()
    expect(said).toMatchObject({ version: 'r1', force: true, blocked: ['r2'] })
    expect([said?.retry, said?.notes]).toEqual([undefined, undefined])
    expect(await page()).toContain('r1')
    expect(await environment()).toMatchObject({ current: 'r2', blocked: true, desired: 'r1', force: false })
    expect((await server.call('GET', '/api/tablets/hall')).body.data).toMatchObject({ release: 'r2', desired: 'r1' })
    const again = await server.call('POST', '/api/notify-update', { version: 'r2' })
    expect(again.body.error.code).toBe('release-blocked')
  })

  test('is passed over as far back as need be, also when no former release is kept for hosting', async () => {
    await server.remove()
    server = await serverInTemp({ keep: 0 })
    for (const version of ['r1', 'r2', 'r3']) await server.release(version)
    await block('r2')
    await block('r3')
    expect(await news()).toMatchObject({ version: 'r1', blocked: expect.arrayContaining(['r2', 'r3']) })
    await server.release('r4')
    expect(await news()).toMatchObject({ version: 'r4', force: false })
  })

  test('stays when nothing else was ever current: better than a white screen', async () => {
    await server.release('r1')
    const { body } = await block('r1')
    expect(body.data.environments[0]).toMatchObject({ desired: 'r1', outlook: expect.stringContaining('run on') })
    expect(await news()).toMatchObject({ version: 'r1', blocked: ['r1'], force: false })
  })

  test('gets one more try when it is unblocked, at once or when it is made current again', async () => {
    await server.release('r1')
    await server.release('r2')
    await block('r2')
    expect((await block('r2', false)).body.data).toMatchObject({ blocked: false, duplicate: false })
    const { version, retry, blocked } = (await news()) ?? {}
    expect([version, blocked]).toEqual(['r2', []])
    expect(retry).toMatch(/\S{8,}/)
    await block('r1')
    await block('r1', false)
    expect((await news())?.retry).toBe(retry)
    await server.call('POST', '/api/notify-update', { version: 'r1' })
    expect((await news())?.retry).toMatch(/\S{8,}/)
    expect((await news())?.retry).not.toBe(retry)
    expect(
      (await events()).data.map(({ type }: { type: string }) => type).filter((t: string) => /block/.test(t)),
    ).toEqual(['release-blocked', 'release-unblocked', 'release-blocked', 'release-unblocked'])
  })

  test('is blocked once, and stays so after a restart', async () => {
    await server.release('r1')
    await server.release('r2')
    await block('r2')
    const { count } = await events()
    expect((await block('r2')).body.data).toMatchObject({ duplicate: true, blocked: true })
    expect((await events()).count).toBe(count)
    await server.restart()
    expect(await news()).toMatchObject({ version: 'r1', blocked: ['r2'] })
    expect(await page()).toContain('r1')
  })

  test.each<[string, unknown, number, string]>([
    ['nothing', true, 404, 'release-unknown'],
    ['a b', true, 400, 'invalid-input'],
    ['r1', 'yes', 400, 'invalid-input'],
    ['r1', undefined, 400, 'invalid-input'],
  ])('%s with blocked=%j is refused', async (version, blocked, status, code) => {
    await server.release('r1')
    const { count } = await events()
    const answer = await server.call('PATCH', `/api/releases/${encodeURIComponent(version)}`, { blocked })
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
    expect((await events()).count).toBe(count)
  })

  test('is heard of by hint', async () => {
    await server.release('r1')
    await server.release('r2')
    const url = `mqtt://127.0.0.1:${server.running.mqttPort}`
    const listener = await connectAsync(url, { clientId: 'hall' })
    const first = message(listener)
    await listener.subscribeAsync('intercom/update/notification', { qos: 1 })
    expect(await first).toMatchObject({ version: 'r2' })
    const next = message(listener)
    await block('r2')
    expect(await next).toMatchObject({ version: 'r1', force: true })
    await listener.endAsync()
  })
})

test('of many blocked releases the newest 50 are named', async () => {
  for (let i = 0; i < 52; i++) {
    await server.publish(`r${i}`, { 'index.html': 'x' })
    await block(`r${i}`)
  }
  await server.release('good')
  const { blocked = [] } = (await news()) ?? {}
  expect(blocked).toHaveLength(50)
  expect(blocked).toContain('r51')
})

describe('a directive', () => {
  test('is in version.json under one id until it is withdrawn, whatever becomes current meanwhile', async () => {
    await server.release('r1')
    const given = await server.call('POST', DIRECTIVE, { do: 'reset' })
    const { directive } = given.body.data
    expect([given.status, given.body.data]).toEqual([
      200,
      {
        environment: 'production',
        directive: { do: 'reset', id: expect.stringMatching(/\S{8,}/) },
        duplicate: false,
        tablets: 0,
      },
    ])
    expect((await news())?.directive).toEqual(directive)
    await server.release('r2')
    await server.restart()
    expect((await news())?.directive).toEqual(directive)
    expect((await environment()).directive).toEqual(directive)

    const withdrawn = await server.call('DELETE', DIRECTIVE)
    expect(withdrawn.body.data).toEqual({ environment: 'production', duplicate: false, tablets: 0 })
    expect((await news())?.directive).toBeUndefined()
    expect((await server.call('DELETE', DIRECTIVE)).body.data.duplicate).toBe(true)
    const { data } = await events()
    expect(data.filter(({ type }: { type: string }) => type.startsWith('directive'))).toMatchObject([
      { type: 'directive-given', environment: 'production', data: directive },
      { type: 'directive-withdrawn', environment: 'production', data: directive },
    ])
  })

  test('given again is a new order', async () => {
    const first = await server.call('POST', DIRECTIVE, { do: 'unregister' })
    const second = await server.call('POST', DIRECTIVE, { do: 'unregister' })
    expect(second.body.data.directive.id).not.toBe(first.body.data.directive.id)
  })

  test.each<[string, unknown, number, string]>([
    ['production', { do: 'explode' }, 400, 'invalid-input'],
    ['production', {}, 400, 'invalid-input'],
    ['mars', { do: 'reset' }, 404, 'environment-unknown'],
    ['__proto__', { do: 'reset' }, 404, 'environment-unknown'],
  ])('to %s with %j is refused and changes nothing', async (name, body, status, code) => {
    const answer = await server.call('POST', `/api/environments/${name}/directive`, body)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
    expect((await events()).count).toBe(0)
  })
})
