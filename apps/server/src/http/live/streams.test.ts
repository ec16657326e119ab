import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { NewEvent } from '../../fleet/event.ts'
import { type Bell, createBell } from '../../fleet/live/bell.ts'
import { BEAT_EVERY, CHANGES_EVERY, createLive, GATHER, type Live } from '../../fleet/live/live.ts'
import { type ClosableStore, openStore } from '../../store/sqlite-store.ts'
import { PushedClock } from '../../testing/pushed-clock.ts'
import { readStream } from '../../testing/stream-client.ts'
import { createStreams, type Streams } from './streams.ts'

let store: ClosableStore
let clock: PushedClock
let bell: Bell
let live: Live
let streams: Streams
let url: string
let good: boolean
let answers: ServerResponse[]
let asked: string[]

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relevo-streams-'))
  store = await openStore(join(folder, 'relevo.db'))
  clock = new PushedClock()
  bell = createBell()
  const world = {
    now: () => clock.now(),
    wait: (until: number, signal: AbortSignal) => clock.wait(until, signal),
    warn: (_: string, cause: unknown) => expect.fail(String(cause)),
  }
  const counted: typeof store.events = (query) => {
    asked.push(`after ${query.after}`)
    return store.events(query)
  }
  asked = []
  live = await createLive({ store: { events: counted }, bell, world })
  good = true
  streams = createStreams(
    { live, access: { isStillGood: async () => good }, log: { warn: () => undefined } },
    { streams: 3, waiting: 16 * 1024 },
  )
  answers = []
  const server = createServer((request, response) => {
    try {
      streams.admit()
    } catch (error) {
      return response.writeHead(503).end(String(error))
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    answers.push(response)
    const after = new URL(request.url ?? '', 'http://x').searchParams.get('after')
    streams.open(response, { caller: { kind: 'root' }, filter: {}, ...(after !== null && { after: Number(after) }) })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return async () => {
    await live.stop()
    server.closeAllConnections()
    server.close()
    await store.close()
    await rm(folder, { recursive: true })
  }
})

const line = (detail: string): NewEvent => ({
  at: clock.now(),
  type: 'tablet-error',
  environment: 'production',
  subject: { kind: 'tablet', id: 'hall' },
  data: { detail },
})

/** Write to the log, ring, and let the moment pass in which more may come. */
async function happen(...events: NewEvent[]) {
  await store.deployments.addLines(events)
  bell.ring(['tablets'])
  await settled()
  clock.push(GATHER)
  await settled()
}

/** Everything that goes on by itself has done so: SQLite answers within the turn. */
async function settled() {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
}

describe('one who reads', () => {
  test('is told what changed at most once a second, everything together', async () => {
    const client = await readStream(url, {})
    bell.ring(['tablets'])
    await settled()
    clock.push(GATHER)
    expect((await client.next(({ event }) => event === 'changed')).data).toEqual({ topics: ['tablets'] })
    for (const topic of ['releases', 'tablets', 'releases'] as const) bell.ring([topic])
    await settled()
    clock.push(CHANGES_EVERY - GATHER - 1)
    await settled()
    expect(client.blocks.filter(({ event }) => event === 'changed')).toHaveLength(1)
    clock.push(1)
    await settled()
    clock.push(GATHER)
    const { data } = await client.next(({ event }) => event === 'changed')
    expect(data.topics.sort()).toEqual(['releases', 'tablets'])
    client.leave()
  })

  test('hears from us every 15 s, with how far it has come', async () => {
    const client = await readStream(url, {})
    await happen(line('a'))
    await client.next(({ event }) => event === 'log')
    clock.push(BEAT_EVERY)
    expect(await client.next(() => true)).toEqual({ id: '1' })
    client.leave()
  })

  test('goes when its token or session is good no more', async () => {
    const client = await readStream(url, {})
    clock.push(BEAT_EVERY)
    await client.next(() => true)
    good = false
    await settled()
    clock.push(BEAT_EVERY)
    await client.over
  })

  test('and leaves is forgotten, and makes room', async () => {
    const clients = await Promise.all([1, 2, 3].map(() => readStream(url, {})))
    expect((await fetch(url)).status).toBe(503)
    clients[0]?.leave()
    await once(answers[0] as ServerResponse, 'close')
    expect((await readStream(url, {})).response.status).toBe(200)
    expect((await fetch(url)).status).toBe(503)
  })

  test('costs the log one read, however many they are', async () => {
    const clients = await Promise.all([1, 2, 3].map(() => readStream(url, {})))
    asked = []
    await happen(line('a'), line('b'))
    for (const client of clients) await client.next(({ id }) => id === '2')
    expect(asked).toEqual(['after 0', 'after 2'])
  })
})

describe('one who does not keep up', () => {
  const SMALL = 'x'.repeat(4_000)
  const waiting = () => answers[0]?.writableLength ?? 0
  let socket: Socket

  /** A reader that takes nothing, and lines until what waits for it is too much. */
  const clog = async () => {
    socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.pause()
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
    while (!answers[0]) await settled()
    for (let i = 0; waiting() <= 16 * 1024; i++) {
      if (i > 1_000) throw new Error('the kernel takes it all')
      await happen(...Array.from({ length: 50 }, () => line(SMALL)))
    }
  }
  const drained = async () => {
    let text = ''
    socket.setEncoding('utf8').on('data', (part) => {
      text += part
    })
    socket.resume()
    while (waiting() > 0) await new Promise((resolve) => setImmediate(resolve))
    await settled()
    return () => text
  }

  test('is sent nothing more, so that little waits for it, and is cut when it takes nothing for long', async () => {
    await clog()
    const held = waiting()
    for (let i = 0; i < 5; i++) await happen(line(SMALL))
    expect(waiting()).toBe(held)
    expect(held).toBeLessThan(16 * 1024 + 60 * 4_200)
    clock.push(BEAT_EVERY)
    await settled()
    expect(answers[0]?.destroyed).toBe(false)
    clock.push(BEAT_EVERY)
    await settled()
    expect(answers[0]?.destroyed).toBe(true)
    socket.destroy()
  })

  test('goes on where it was once it has taken that', async () => {
    await clog()
    await happen(line('the last one'))
    const text = await drained()
    while (!text().includes('the last one')) await settled()
    const ids = [...text().matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
    expect(ids).toEqual(ids.map((_, i) => i))
    expect(text()).not.toContain('event: gap')
    socket.destroy()
  })

  test('learns of the gap when that is too far back, and of what changed meanwhile', async () => {
    await clog()
    const sent = live.last()
    await happen(...Array.from({ length: 250 }, () => line('lost')))
    bell.ring(['releases'])
    await settled()
    clock.push(CHANGES_EVERY + GATHER)
    await settled()
    clock.push(GATHER)
    const text = await drained()
    while (!text().includes('event: gap')) await settled()
    expect(text()).toContain(`data: {"after":${sent},"upTo":${sent + 250}}`)
    expect(text()).not.toContain('lost')
    while (!/event: changed\ndata: .*releases/.test(text())) await settled()
    await happen(line('after the gap'))
    while (!text().includes('after the gap')) await settled()
    socket.destroy()
  })
})
