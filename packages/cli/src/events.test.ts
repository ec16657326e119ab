import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { briskClock, quickClock, relevo } from './testing/program.ts'
import { realServer } from './testing/real-server.ts'
import { tempFolder } from './testing/temp-folder.ts'

async function checkIn(env: { RELEVO_URL: string }, tablet: string) {
  const response = await fetch(new URL(`config/version.json?tablet=${tablet}&release=r1`, env.RELEVO_URL))
  await response.text() // or its connection is not free
}

/** Ctrl-C, as often as a test presses it. */
function keyboard() {
  let heard: (() => void) | undefined
  return {
    on: (_: 'SIGINT', listener: () => void) => {
      heard = listener
    },
    off: () => undefined,
    press: () => heard?.(),
  }
}

/** What a command says, as it says it. */
function screen() {
  let text = ''
  return {
    stdout: {
      write: (part: string) => {
        text += part
      },
    },
    text: () => text,
    shows: (part: string | RegExp) => expect.poll(() => text, { timeout: 10_000 }).toMatch(part),
  }
}

test('relevo events shows what happened, filtered as asked', async () => {
  const env = await realServer()
  await relevo(['publish', await tempFolder({ 'index.html': 'r1' }), '--version', 'r1'], env)
  await checkIn(env, 'hall')
  await checkIn(env, 'lobby')
  const all = (await relevo(['events'], env)).stdout.trim().split('\n')
  expect(all[0]).toMatch(/^\S+ \S+Z {2}release-published {9}- {9} {2}r1 {2}files=1 bytes=2 {2}by root$/)
  expect(all.at(-1)).toMatch(/^\S+ \S+Z {2}tablet-new {16}production {2}lobby {2}release=r1$/)
  const named = await relevo(['events', '--tablet', 'hall', '--since', '1h', '--json'], env)
  expect(JSON.parse(named.stdout)).toMatchObject({
    success: true,
    events: [{ type: 'tablet-new', subject: { kind: 'tablet', id: 'hall' }, data: { release: 'r1' } }],
  })
  expect((await relevo(['events', '--limit', '1', '--type', 'tablet-new'], env)).stdout).toContain('lobby')
  expect((await relevo(['events', '--until', '30d'], env)).stdout).toBe('There is no such event.\n')
  expect(await relevo(['events', '--type', 'tablet-lost'], env)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there is no tablet-lost'),
  })
})

test.each([
  [['--since', 'yesterday'], '--since "yesterday" is no time'],
  [['--limit', 'x'], '--limit "x" is no number'],
  [['--follow', '--until', '1h'], '--follow and --until'],
])('relevo events %j is wrong use', async (args, why) => {
  const env = { RELEVO_URL: 'http://127.0.0.1:9', RELEVO_TOKEN: 'x' }
  expect(await relevo(['events', ...args], env)).toMatchObject({ code: 2, stderr: expect.stringContaining(why) })
})

test('relevo events --follow goes on with what happens, and Ctrl-C ends it well', async () => {
  const env = await realServer()
  await relevo(['publish', await tempFolder({ 'index.html': 'r1' }), '--version', 'r1'], env)
  const [keys, said] = [keyboard(), screen()]
  const running = relevo(['events', '--follow', '--type', 'tablet-new', '--json'], env, { ...keys, ...said })
  await checkIn(env, 'hall')
  await said.shows('"hall"')
  await checkIn(env, 'lobby')
  await said.shows('"lobby"')
  keys.press()
  expect(await running).toMatchObject({ code: 0, stderr: '' })
  const lines = said.text().trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).subject.id)).toEqual(['hall', 'lobby'])
})

const line = (seq: number) => ({
  ...{ seq, at: '2025-03-30T10:00:00.000Z', type: 'tablet-new', subject: { kind: 'tablet', id: `t${seq}` }, data: {} },
})
const message = (seq: number) => `event: log\nid: ${seq}\ndata: ${JSON.stringify(line(seq))}\n\n`

/** A server whose streams are as a test has them; its log has so many lines. */
async function scripted(length: number, stream: (nth: number, after: string, response: ServerResponse) => void) {
  const asked: string[] = []
  let streams = 0
  const hear = (request: IncomingMessage, response: ServerResponse) => {
    asked.push(request.url ?? '')
    const url = new URL(request.url ?? '', 'http://x')
    if (url.pathname === '/api/events/stream') return stream(++streams, `${request.headers['last-event-id']}`, response)
    const after = Number(url.searchParams.get('after') ?? length - Number(url.searchParams.get('limit')))
    const before = Number(url.searchParams.get('before') ?? length + 1)
    const all = Array.from({ length }, (_, i) => line(i + 1)).filter(({ seq }) => seq > after && seq < before)
    const data = all.slice(0, Number(url.searchParams.get('limit')))
    response.end(JSON.stringify({ success: true, data, count: all.length }))
  }
  const server = createServer(hear)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { env: { RELEVO_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, RELEVO_TOKEN: 'x' }, asked }
}

const asStream = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' })

test('a stream that breaks is asked for again from where it was, ever more patiently, and nothing comes twice', async () => {
  const clock = quickClock()
  const [keys, said] = [keyboard(), screen()]
  const afters: string[] = []
  const { env } = await scripted(2, (nth, after, response) => {
    afters.push(after)
    if (nth === 1) asStream(response).write(message(3), () => response.destroy())
    else if (nth < 5) response.writeHead(502).end('<html>gateway')
    else if (nth === 5) asStream(response).end(`${message(4)}:\nid: 9\n\n`)
    else asStream(response).write(message(10))
  })
  const running = relevo(['events', '-f', '--limit', '1'], env, { ...keys, ...said, clock })
  await said.shows('t10')
  keys.press()
  const ran = await running
  expect(afters).toEqual(['2', '3', '3', '3', '3', '9'])
  expect(clock.pauses).toEqual([500, 1_000, 2_000, 4_000, 500])
  expect(said.text().match(/\bt\d+/g)).toEqual(['t2', 't3', 't4', 't10'])
  expect(ran.stderr).toBe('  (the server does not answer; waiting on)\n  (the server answers again)\n'.repeat(2))
  expect(ran.code).toBe(0)
})

test('what a server leaves out, because it was too much, is fetched from the list', async () => {
  const [keys, said] = [keyboard(), screen()]
  const { env, asked } = await scripted(2_600, (_, __, response) => {
    asStream(response).write(`event: gap\nid: 2590\ndata: {"after":2600,"upTo":2590}\n\n`)
    response.write(`event: gap\nid: 2500\ndata: {"after":2590,"upTo":2500}\n\n`)
    response.write(`event: gap\nid: 2600\ndata: {"after":2500,"upTo":2600}\n\n${message(2_601)}`)
  })
  const args = ['events', '-f', '--limit', '1', '--actor', 'root']
  const running = relevo(args, env, { ...keys, ...said, clock: briskClock() })
  await said.shows('t2601')
  keys.press()
  await running
  const shown = (said.text().match(/\bt\d+/g) ?? []).map((name) => Number(name.slice(1)))
  expect(shown).toEqual([2600, ...Array.from({ length: 101 }, (_, i) => 2_501 + i)])
  expect(asked.at(-1)).toBe('/api/events?actor=root&after=2500&before=2601&limit=1000')
})

test('a server that says no ends it', async () => {
  const { env } = await scripted(1, (_, __, response) => {
    const error = { code: 'unauthorized', message: 'The request has no valid token.', do: 'x' }
    response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify({ success: false, error }))
  })
  expect(await relevo(['events', '-f'], env, keyboard())).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('unauthorized'),
  })
})
