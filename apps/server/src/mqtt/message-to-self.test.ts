import { Aedes } from 'aedes'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { OPEN_DOOR } from '../testing/open-door.ts'
import { createBroker } from './broker.ts'
import { messageToSelf } from './message-to-self.ts'

let aedes: Aedes
beforeEach(async () => {
  aedes = await Aedes.createBroker()
})
afterEach(() => new Promise<void>((resolve) => aedes.close(resolve)))

test('a broker that delivers hands the message over, on a topic that is closed to clients', async () => {
  const seen: string[] = []
  aedes.on('publish', ({ topic }) => seen.push(topic))
  for (let i = 0; i < 50; i++) await messageToSelf(aedes, new AbortController().signal)
  expect(new Set(seen).size).toBe(50)
  expect(seen.every((topic) => topic.startsWith('$'))).toBe(true)
})

test('a broker that refuses to publish, or keeps the message, does not work', async () => {
  aedes.publish = ((_packet: unknown, done: (error?: Error) => void) =>
    done(new Error('refused'))) as typeof aedes.publish
  await expect(messageToSelf(aedes, new AbortController().signal)).rejects.toThrow('refused')
  aedes.publish = ((_packet: unknown, done: () => void) => done()) as typeof aedes.publish
  await expect(messageToSelf(aedes, AbortSignal.timeout(50))).rejects.toThrow('the message did not arrive')
})

test('the broker proves that it works until it is closed', async () => {
  const broker = await createBroker({ token: 't', prefix: 'intercom', door: OPEN_DOOR }, pino({ level: 'silent' }))
  await broker.prove(new AbortController().signal)
  await broker.close()
  await expect(broker.prove(new AbortController().signal)).rejects.toThrow('the broker is closed')
})
