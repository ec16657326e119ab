import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLadders } from '../testing/seeded-ladders.ts'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
beforeEach(async () => {
  server = await serverInTemp()
  await withLadders(server)
})
afterEach(() => server.remove())

const get = async (path: string) => (await server.call('GET', `/api/${path}`)).body
const order = (id: string, deed: unknown) => server.call('POST', `/api/tablets/${id}/ladder`, { do: deed })

test('the ladders there are, by tablet, and those of a phase', async () => {
  const all = await get('ladders')
  expect([all.count, all.data.map(({ tablet }: { tablet: string }) => tablet)]).toEqual([2, ['hall-2', 'lobby-1']])
  expect((await get('ladders?phase=needs-hands')).data).toEqual([
    {
      tablet: 'lobby-1',
      environment: 'production',
      phase: 'needs-hands',
      why: 'silent',
      since: '1970-01-01T00:00:01.000Z',
      desired: 'r1',
      rung: 'clearCache',
      tries: 2,
      last: 'clearCache',
      lastAt: '1970-01-01T00:00:02.000Z',
      climbed: 6,
      spent: 2,
      reason: 'page-silent',
      calledAt: '1970-01-01T00:00:03.000Z',
      text: 'lobby-1 was heard last at 1970-01-01 00:00 UTC, while its kiosk app (wallpanel) is online; last rung: clearCache. It shows http://panel.local/.',
      advice: expect.stringMatching(/^Open the kiosk app on lobby-1: /),
      seen: {
        release: 'r0',
        heardAt: '1970-01-01T00:00:00.500Z',
        app: 'wallpanel',
        shows: 'http://panel.local/',
      },
    },
  ])
  expect((await get('ladders?environment=staging')).data).toEqual([])
  expect((await get('ladders?limit=1&offset=1')).data).toHaveLength(1)
  expect((await get('ladders?phase=asleep')).error.code).toBe('invalid-input')
})

test('that of one tablet, and in short with the tablet', async () => {
  expect((await get('tablets/hall-2/ladder')).data).toEqual({
    tablet: 'hall-2',
    environment: 'production',
    phase: 'left',
    desired: 'r1',
    spent: 0,
    left: { at: '1970-01-01T00:00:04.000Z', by: 'ana' },
  })
  expect((await get('tablets/lobby-1')).data.ladder).toEqual({
    phase: 'needs-hands',
    why: 'silent',
    since: '1970-01-01T00:00:01.000Z',
    rung: 'clearCache',
    reason: 'page-silent',
  })
  const { data } = await get('tablets')
  expect(data.map(({ ladder }: { ladder?: { phase: string } }) => ladder?.phase)).toEqual(['left', 'needs-hands'])
  await server.call('POST', '/api/tablets/lobby-1/ladder', { do: 'done' })
  expect((await get('tablets/lobby-1')).data).not.toHaveProperty('ladder')
  expect((await get('tablets/lobby-1/ladder')).data).toMatchObject({ phase: 'well', spent: 0 })
})

test('a person was there, or wants a tablet left alone; a second click changes nothing', async () => {
  const first = await order('lobby-1', 'stop')
  expect([first.status, first.body.data]).toMatchObject([
    200,
    { phase: 'left', left: { by: 'root' }, duplicate: false },
  ])
  expect((await order('lobby-1', 'stop')).body.data.duplicate).toBe(true)
  expect((await order('lobby-1', 'done')).body.data).toMatchObject({ phase: 'well', duplicate: false })
  expect((await order('lobby-1', 'done')).body.data.duplicate).toBe(true)
  const { data } = await get('events?type=ladder-ordered')
  expect(data.map((line: { data: object; actor: string }) => [line.data, line.actor])).toEqual([
    [{ do: 'stop' }, 'root'],
    [{ do: 'done' }, 'root'],
  ])
})

test('what cannot be done is refused, and says why', async () => {
  const refused = async (id: string, deed: unknown) => (await order(id, deed)).body.error?.code
  expect(await refused('lobby-1', 'climb')).toBe('ladder-off')
  expect(await refused('lobby-1', 'jump')).toBe('invalid-input')
  expect(await refused('nobody', 'stop')).toBe('tablet-unknown')
  expect((await get('tablets/nobody/ladder')).error.code).toBe('tablet-unknown')
  await server.restart({ ladder: { enabled: true, after: 900, perDay: 12 } })
  const misspelt = await server.call('POST', '/api/tablets/lobby-1/ladder', { do: 'done', wen: 'later' })
  expect(misspelt.body.error?.code).toBe('invalid-input')
  const answer = (await order('lobby-1', 'climb')).body
  expect(answer.error).toMatchObject({
    code: 'ladder-not-needed',
    message: expect.stringContaining('Nothing is wrong'),
  })
})

test('it takes the scope of the tablet’s environment', async () => {
  const { body } = await server.call('POST', '/api/tokens', { name: 'reader', scopes: ['read', 'deploy:staging'] })
  const call = (method: string, path: string) =>
    fetch(`${server.url}/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${body.data.secret ?? body.data.token}`, 'content-type': 'application/json' },
      ...(method === 'POST' && { body: '{"do":"stop"}' }),
    })
  expect((await call('GET', 'ladders')).status).toBe(200)
  expect((await call('POST', 'tablets/lobby-1/ladder')).status).toBe(403)
})
