import { topics } from '@relevo/core/protocol'
import mqtt from 'mqtt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

const KEY = 'the-key-of-this-site'
let server: TestServer
beforeEach(async () => {
  server = await serverInTemp({ access: 'enrolled', siteKey: KEY })
  await server.release('r1')
})
afterEach(() => server.remove())

async function enrolled(tablet: string): Promise<string> {
  const body = JSON.stringify({ tablet, key: KEY })
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${server.url}/api/enrol`, { method: 'POST', headers, body })
  return ((await response.json()) as { data: { secret: string } }).data.secret
}
async function checkIn(query: string, secret?: string, more: Record<string, string> = {}) {
  const headers = { ...(secret !== undefined && { authorization: `Bearer ${secret}` }), ...more }
  const answer = await fetch(`${server.url}/config/version.json?release=r1&${query}`, { headers })
  return { answer, status: answer.status, isHeard: answer.headers.get('relevo-access') === null }
}
const heard = async (query: string, secret?: string) => (await checkIn(query, secret)).isHeard
const tablets = async () =>
  ((await server.call('GET', '/api/tablets')).body.data as { id: string }[]).map(({ id }) => id).sort()
const strangers = async () => (await server.call('GET', '/api/strangers')).body.data
const lines = async () => (await server.call('GET', '/api/events?limit=1000')).body.data.length

describe('without a good secret', () => {
  test('a check-in gets what anybody gets, is told to enrol, and changes nothing', async () => {
    const secret = await enrolled('hall')
    const before = await lines()
    for (const [query, shown] of [
      ['tablet=attic', undefined],
      ['tablet=attic', secret],
      ['tablet=hall', undefined],
      ['tablet=hall', `${secret}x`],
    ] as const) {
      const { answer, status, isHeard } = await checkIn(query, shown, { 'user-agent': 'Mozilla/5.0 Chrome/83.0 wv' })
      expect([status, isHeard, answer.headers.get('set-cookie')]).toEqual([200, false, null])
      expect(await answer.json()).toMatchObject({ version: 'r1' })
      expect(answer.headers.get('cache-control')).toContain('private')
    }
    expect(await tablets()).toEqual([])
    expect(await lines()).toBe(before)
    expect(await strangers()).toMatchObject([
      {
        tablet: 'hall',
        count: 2,
        hadSecret: true,
        release: 'r1',
        address: '127.0.0.1',
        engine: { name: 'chrome', version: 83 },
      },
      { tablet: 'attic', count: 2, hadSecret: true },
    ])
  })

  test('a release that is blocked is taken from a stranger too, and one that is not known yet is told as such', async () => {
    await server.release('r2')
    await server.call('PATCH', '/api/releases/r2', { blocked: true })
    expect(await (await checkIn('tablet=attic')).answer.json()).toMatchObject({ version: 'r1', blocked: ['r2'] })
    await server.remove()
    server = await serverInTemp({ access: 'enrolled' })
    const early = await checkIn('tablet=attic')
    expect([early.status, early.isHeard]).toEqual([404, false])
  })

  test('whoever only looks is asked for nothing, and remembered nowhere', async () => {
    const answer = await fetch(`${server.url}/config/version.json`)
    expect([answer.status, answer.headers.get('relevo-access')]).toEqual([200, null])
    expect(await strangers()).toEqual([])
  })

  test('a secret that is no word is none, however long', async () => {
    expect(await heard('tablet=hall', 'x'.repeat(5_000))).toBe(false)
    const basic = await checkIn('tablet=hall', undefined, { authorization: 'Basic aGFsbDp4' })
    expect(basic.isHeard).toBe(false)
  })
})

describe('with its secret', () => {
  test('a tablet is heard, gets its cookie, and what is meant for it alone', async () => {
    const secret = await enrolled('hall')
    const { answer, isHeard } = await checkIn('tablet=hall', secret)
    expect(isHeard).toBe(true)
    expect(answer.headers.get('set-cookie')).toContain('relevo-tablet=hall')
    expect(await tablets()).toEqual(['hall'])
    expect(await strangers()).toEqual([])
  })

  test('a tablet that is revoked is a stranger from its next check-in on, and still gets the right release', async () => {
    const secret = await enrolled('hall')
    await checkIn('tablet=hall', secret)
    const [{ id }] = (await server.call('GET', '/api/credentials')).body.data
    await server.call('DELETE', `/api/credentials/${id}`)
    await server.release('r2')
    const { answer, isHeard } = await checkIn('tablet=hall', secret)
    expect(isHeard).toBe(false)
    expect(await answer.json()).toMatchObject({ version: 'r2' })
    expect(await strangers()).toMatchObject([{ tablet: 'hall', hadSecret: true }])
  })
})

describe('a tablet that goes by a new id', () => {
  test('keeps its access, its history, and both names', async () => {
    const secret = await enrolled('tablet-1f')
    await checkIn('tablet=tablet-1f', secret)
    expect(await heard('tablet=hall&was=tablet-1f', secret)).toBe(true)
    expect(await tablets()).toEqual(['hall'])
    expect((await server.call('GET', '/api/tablets/hall')).body.data).toMatchObject({ aliases: ['tablet-1f'] })
    expect(await heard('tablet=hall', secret)).toBe(true)
    await server.restart()
    expect(await heard('tablet=hall', secret)).toBe(true)
    expect(await heard('tablet=tablet-1f&was=hall', secret)).toBe(true)
    expect(await tablets()).toEqual(['tablet-1f'])
  })

  test('keeps its access also when it never reported by the old one', async () => {
    const secret = await enrolled('tablet-1f')
    expect(await heard('tablet=hall&was=tablet-1f', secret)).toBe(true)
    expect(await heard('tablet=hall', secret)).toBe(true)
    expect(await tablets()).toEqual(['hall'])
  })

  test('cannot take the name or the past of another', async () => {
    const mine = await enrolled('mine')
    const theirs = await enrolled('theirs')
    await checkIn('tablet=mine', mine)
    await checkIn('tablet=theirs', theirs)
    expect(await heard('tablet=theirs&was=mine', mine)).toBe(false)
    expect(await heard('tablet=mine&was=theirs', mine)).toBe(true)
    expect(await heard('tablet=new&was=theirs', mine)).toBe(false)
    expect(await tablets()).toEqual(['mine', 'theirs'])
    expect(await heard('tablet=theirs', theirs)).toBe(true)
  })

  test('nor does a line prove whose past is claimed', async () => {
    const mine = await enrolled('mine')
    const theirs = await enrolled('theirs')
    await checkIn('tablet=theirs', theirs)
    const signIn = { username: 'mine', password: mine, clientId: 'mine', reconnectPeriod: 0 }
    const line = await mqtt.connectAsync(`mqtt://127.0.0.1:${server.running.mqttPort}`, signIn)
    const report = { online: true, tablet: 'mine', release: 'r1', phase: 'current', was: 'theirs' }
    await line.publishAsync(topics().status('mine'), JSON.stringify(report), { qos: 1 })
    await expect.poll(tablets).toEqual(['mine', 'theirs'])
    await line.endAsync()
  })

  test('and is a copy of another, secret included, is told apart: the first stays, the copy has to enrol', async () => {
    const secret = await enrolled('first')
    await checkIn('tablet=first', secret)
    expect(await heard('tablet=copy&was=first', secret)).toBe(true)
    expect(await heard('tablet=first', secret)).toBe(true) // so they are two
    expect(await tablets()).toEqual(['copy', 'first'])
    expect(await heard('tablet=copy', secret)).toBe(false)
    expect(await heard('tablet=copy&was=first', secret)).toBe(false)
    const own = await enrolled('copy')
    expect(await heard('tablet=copy', own)).toBe(true)
    expect(await heard('tablet=first', secret)).toBe(true)
  })
})

describe('a tablet that a person', () => {
  test('forgets does not come back by itself', async () => {
    const secret = await enrolled('hall')
    await checkIn('tablet=hall', secret)
    expect((await server.call('DELETE', '/api/tablets/hall')).body.data).toMatchObject({ duplicate: false })
    expect(await heard('tablet=hall', secret)).toBe(false)
    expect(await tablets()).toEqual([])
    // One that was enrolled and never came is forgotten as well.
    const never = await enrolled('attic')
    expect((await server.call('DELETE', '/api/tablets/attic')).body.data).toMatchObject({ duplicate: false })
    expect((await server.call('DELETE', '/api/tablets/attic')).body.data).toMatchObject({ duplicate: true })
    expect(await heard('tablet=attic', never)).toBe(false)
  })

  test('merges into another stays in by either secret: whichever page is on the wall goes on', async () => {
    const lost = await enrolled('hall') // its storage was wiped, and it came back by another id
    const now = await enrolled('tablet-2a')
    await checkIn('tablet=hall', lost)
    await checkIn('tablet=tablet-2a', now)
    await server.call('POST', '/api/tablets/tablet-2a/merge', { into: 'hall' })
    expect(await heard('tablet=tablet-2a', now)).toBe(true)
    expect(await heard('tablet=hall', lost)).toBe(true)
    expect(await tablets()).toEqual(['hall'])
    const { body } = await server.call('GET', '/api/credentials?name=hall')
    await server.call('DELETE', `/api/credentials/${body.data[0].id}`)
    expect(await heard('tablet=hall', lost)).toBe(false)
    expect(await heard('tablet=tablet-2a', now)).toBe(true)
  })
})

test('where access is open, a fleet can be moved over tablet by tablet', async () => {
  await server.restart({ access: 'open' })
  expect(await heard('tablet=hall')).toBe(true)
  const secret = await enrolled('hall')
  expect(await heard('tablet=hall')).toBe(false)
  expect(await heard('tablet=hall', secret)).toBe(true)
  expect(await heard('tablet=attic')).toBe(true)
  // Nor can anybody take it over by saying that it was theirs.
  expect(await heard('tablet=liar&was=hall')).toBe(true)
  expect(await tablets()).toEqual(['attic', 'hall', 'liar'])
})
