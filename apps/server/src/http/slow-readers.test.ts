import { type AddressInfo, connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import Fastify from 'fastify'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { App } from './http-parts.ts'
import { cutSlowReaders, WATCHED } from './slow-readers.ts'

/** The machine may be busy. */
const PATIENT = { timeout: 20_000 }

let app: App
let client: Socket
/** Of the connection, at the server. */
let socket: Socket
let answer: (() => void) | undefined

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  app = Fastify({ forceCloseConnections: true }) as unknown as App
  cutSlowReaders(app)
  app.addHook('onRequest', async (request) => {
    socket = request.raw.socket
  })
  const bulk = (_: unknown, reply: { send(stream: Readable): unknown }) =>
    reply.send(Readable.from(Array.from({ length: 640 }, () => Buffer.alloc(100_000))))
  app.get('/file', { config: { comer: 'file' } }, bulk)
  app.get('/export', bulk)
  app.get(
    '/wait',
    { config: { comer: 'check-in' } },
    () => new Promise<string>((resolve) => (answer = () => resolve('here'))),
  )
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(async () => {
  client.destroy()
  await app.close()
  vi.useRealTimers()
})

/** Ask, and read nothing. */
async function ask(path: string): Promise<void> {
  client = connect((app.server.address() as AddressInfo).port, '127.0.0.1').pause()
  client.on('error', () => undefined) // of being cut
  client.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
}
/** All that fits in between is there, and more waits. */
const isStuck = async () => {
  let before = -1
  await vi.waitUntil(() => {
    const gone = socket === undefined ? -1 : socket.bytesWritten - socket.writableLength
    const isSame = gone > 0 && gone === before && socket.writableLength > 0
    before = gone
    return isSame
  }, PATIENT)
}

test('who asks for a file and does not read it is cut after two looks', async () => {
  await ask('/file')
  await isStuck()
  vi.advanceTimersByTime(WATCHED)
  expect(socket.destroyed).toBe(false)
  vi.advanceTimersByTime(WATCHED)
  expect(socket.destroyed).toBe(true)
})

test('who reads in between, with all its pauses, is not', async () => {
  await ask('/file')
  await isStuck()
  for (let i = 0; i < 3; i++) {
    vi.advanceTimersByTime(WATCHED)
    expect(socket.destroyed).toBe(false)
    const before = client.bytesRead
    client.resume()
    await vi.waitUntil(() => client.bytesRead - before > 10_000_000, { ...PATIENT, interval: 1 })
    client.pause()
    await isStuck()
  }
})

test('who waits for an answer is not cut for that, nor anybody who does not come in numbers', async () => {
  await ask('/wait')
  await vi.waitUntil(() => answer, PATIENT)
  vi.advanceTimersByTime(3 * WATCHED)
  expect(socket.destroyed).toBe(false)
  client.destroy()
  await ask('/export')
  await isStuck()
  vi.advanceTimersByTime(3 * WATCHED)
  expect(socket.destroyed).toBe(false)
})
