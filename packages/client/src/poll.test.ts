import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { News } from '@relevo/core/protocol'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Poll, pollVersion } from './poll.ts'
import { PushedClock, settled } from './testing/pushed-clock.ts'

let server: Server
let answer: (res: ServerResponse) => void
let asked: string[]
let clock: PushedClock
let heard: News[]
let poll: Poll
/** The answer to the last look, or what came instead. */
let answered: Promise<unknown>

/** The poll has made so many looks, and heard what came of the last. */
async function looked(times: number): Promise<void> {
  await expect.poll(() => asked.length).toBe(times)
  await answered
  await settled()
}

beforeEach(async () => {
  asked = []
  heard = []
  answer = (res) => res.end('{"version":"r2"}')
  server = createServer((req, res) => {
    asked.push(`${req.url} ${req.headers['cache-control']}`)
    answer(res)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  clock = new PushedClock()
  const asking = (...request: Parameters<typeof fetch>) => {
    const response = fetch(...request)
    answered = response.then((response) => response.clone().text()).catch(() => undefined)
    return response
  }
  poll = pollVersion(
    { fetch: asking, clock },
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/config/version.json`,
    300_000,
    {
      report: () => ({ tablet: 'lobby-1', release: 'r1', phase: 'current' }),
      news: async (news) => void heard.push(news),
      secret: () => undefined,
      access: () => undefined,
    },
  )
})
afterEach(() => {
  poll.stop()
  server.closeAllConnections()
  server.close()
})

it('a look is the check-in, past every cache', async () => {
  expect(await poll.check()).toMatchObject({ version: 'r2' })
  expect(asked).toEqual(['/config/version.json?tablet=lobby-1&release=r1&phase=current no-cache'])
  expect(heard).toHaveLength(1)
})

it.each<[string, (res: ServerResponse) => void]>([
  ['a server error', (res) => res.writeHead(500).end('{"version":"r2"}')],
  ['a missing file', (res) => res.writeHead(404).end('{"version":"r2"}')],
  ['HTML', (res) => res.end('<!doctype html><title>Welcome to the hotel</title>')],
  ['truncated JSON', (res) => res.end('{"version":"r')],
  ['another kind of JSON', (res) => res.end('{"version":{"major":2}}')],
  [
    'fewer bytes than announced',
    (res) => res.writeHead(200, { 'content-length': 99 }).end('{"version":"r2"}').destroy(),
  ],
  ['a cut line', (res) => res.destroy()],
])('%s is no news', async (_, broken) => {
  answer = broken
  expect(await poll.check()).toBeUndefined()
  expect(heard).toEqual([])
  expect(clock.waiting).toBe(1)
})

it.each<[string, (res: ServerResponse) => void]>([
  ['never', () => undefined],
  ['half', (res) => res.write('{"version"')],
])('an answer that comes %s is given up after 10 s', async (_, broken) => {
  const arrived = new Promise<void>((resolve) => {
    answer = (res) => {
      broken(res)
      resolve()
    }
  })
  const look = poll.check()
  await arrived
  await clock.push(10)
  expect(await look).toBeUndefined()
})

it('looks again after the interval, by chance up to 10 % sooner or later', async () => {
  for (const [chance, seconds] of [
    [0, 270],
    [0.999999, 330],
  ] as const) {
    clock.chance = chance
    await poll.check()
    asked = []
    await clock.push(seconds - 1)
    expect(asked).toEqual([])
    await clock.push(1)
    await expect.poll(() => asked.length).toBe(1)
  }
})

it('goes by the interval the server wishes', async () => {
  answer = (res) => res.end('{"version":"r1","checkEvery":20}')
  await poll.check()
  await clock.push(20)
  await expect.poll(() => asked.length).toBe(2)
})

it('a look that came to nothing is taken again soon, later each time, and news makes it patient again', async () => {
  clock.chance = 0.5 // no jitter
  answer = (res) => res.destroy()
  await poll.check()
  for (const [seconds, looks] of [
    [15, 2],
    [30, 3],
    [60, 4],
  ] as const) {
    await clock.push(seconds - 1)
    expect(asked).toHaveLength(looks - 1)
    await clock.push(1)
    await looked(looks)
  }
  answer = (res) => res.end('{"version":"r2"}')
  await clock.push(120)
  await expect.poll(() => heard.length).toBe(1)
  await clock.push(299)
  expect(asked).toHaveLength(5)
})

it('two looks at once are one', async () => {
  await Promise.all([poll.check(), poll.check()])
  expect(asked).toHaveLength(1)
})

it('a second look after the one under way is one of its own', async () => {
  await Promise.all([poll.check(), poll.again()])
  expect(asked).toHaveLength(2)
})

it('the network that comes back during a look on a dead line is asked once more', async () => {
  answer = (res) => {
    answer = (res) => res.end('{"version":"r2"}')
    res.destroy()
  }
  const look = poll.check()
  await Promise.all([poll.back(), poll.back()])
  expect(await look).toBeUndefined()
  expect(heard).toHaveLength(1)
  expect(asked).toHaveLength(2)
})

it.each([
  ['news', 200],
  ['when to come again', 503],
])('the network that comes back during a look that is answered with %s is not asked again', async (_, status) => {
  answer = (res) => res.writeHead(status, { 'retry-after': '60' }).end('{"version":"r2"}')
  await Promise.all([poll.check(), poll.back(), poll.back()])
  expect(asked).toHaveLength(1)
  await Promise.all([poll.back(), poll.back()])
  expect(asked).toHaveLength(2)
})

it('hints are one look, at a random moment within the spread', async () => {
  answer = (res) => res.end('{"version":"r1","spread":60}')
  await poll.check()
  clock.chance = 0.5
  poll.hinted()
  poll.hinted()
  await clock.push(29)
  expect(asked).toHaveLength(1)
  await clock.push(2)
  await expect.poll(() => asked.length).toBe(2)
  await settled()
  expect(asked).toHaveLength(2)
})

it('a stopped poll asks nothing, and has no news', async () => {
  const look = poll.check()
  poll.stop()
  expect(await look).toBeUndefined()
  expect(await poll.check()).toBeUndefined()
  expect(heard).toEqual([])
  expect(clock.waiting).toBe(0)
})

it('a server that says when to come again is asked then, and not much later than ever', async () => {
  clock.chance = 0 // no jitter
  answer = (res) => res.writeHead(503, { 'retry-after': '42' }).end()
  await poll.check()
  await clock.push(41.9)
  expect(asked).toHaveLength(1)
  await clock.push(0.2)
  await looked(2)
  answer = (res) => res.writeHead(503, { 'retry-after': '99999' }).end()
  await clock.push(42)
  await looked(3)
  await clock.push(300)
  await expect.poll(() => asked).toHaveLength(4)
})

it('who is told when to come again comes up to a fifth later by chance: a proxy says the same to all', async () => {
  clock.chance = 0.999999
  answer = (res) => res.writeHead(503, { 'retry-after': '60' }).end()
  await poll.check()
  await clock.push(71)
  expect(asked).toHaveLength(1)
  await clock.push(1)
  await expect.poll(() => asked).toHaveLength(2)
})

it.each(['1', '0.001'])('“%s” does not make it come sooner than it comes anyway', async (says) => {
  clock.chance = 0.5
  answer = (res) => res.writeHead(429, { 'retry-after': says }).end()
  await poll.check()
  for (const [seconds, looks] of [
    [15, 2],
    [30, 3],
  ] as const) {
    await clock.push(seconds - 1)
    expect(asked).toHaveLength(looks - 1)
    await clock.push(1)
    await looked(looks)
  }
})

it.each(['soon', 'Wed, 21 Oct 2026 07:28:00 GMT', '-5', ''])(
  '“%s” says nothing of when to come again',
  async (says) => {
    answer = (res) => res.writeHead(503, { 'retry-after': says }).end()
    await poll.check()
    await clock.push(13.4)
    expect(asked).toHaveLength(1)
    await clock.push(3.1)
    await expect.poll(() => asked).toHaveLength(2)
  },
)
