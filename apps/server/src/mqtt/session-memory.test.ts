import type { Readable } from 'node:stream'
import { Aedes, type AedesPublishPacket } from 'aedes'
import { expect, test } from 'vitest'
import { sessionMemory } from './session-memory.ts'

const packet = (topic: string, payload: string) =>
  ({ cmd: 'publish', topic, payload: Buffer.from(payload), qos: 1, retain: true, dup: false }) as AedesPublishPacket

async function memory(...kept: [topic: string, payload: string][]) {
  const persistence = sessionMemory()
  const broker = await Aedes.createBroker({ persistence })
  for (const [topic, payload] of kept)
    await new Promise<void>((resolve) => broker.publish(packet(topic, payload), () => resolve()))
  return {
    async found(...filters: string[]) {
      const stream: Readable = persistence.createRetainedStreamCombi(filters)
      return (await stream.toArray()).map(({ topic, payload }) => `${topic} ${payload}`)
    },
    close: () => new Promise<void>((resolve) => broker.close(resolve)),
  }
}

test('a topic without wildcards has the message that was kept last', async () => {
  const { found, close } = await memory(['hall/a', '1'], ['hall/b', '2'], ['hall/a', '3'])
  expect(await found('hall/a')).toEqual(['hall/a 3'])
  expect(await found('hall/b', 'hall/c', 'hall/a')).toEqual(['hall/b 2', 'hall/a 3'])
  expect(await found('hall')).toEqual([])
  await close()
})

test('an empty message takes it away', async () => {
  const { found, close } = await memory(['hall/a', '1'], ['hall/a', ''])
  expect(await found('hall/a')).toEqual([])
  expect(await found('hall/+')).toEqual([])
  await close()
})

test('a filter with wildcards finds all that match, also beside one without', async () => {
  const { found, close } = await memory(['hall/a', '1'], ['hall/b', '2'], ['attic/a', '3'])
  expect((await found('hall/+')).sort()).toEqual(['hall/a 1', 'hall/b 2'])
  expect((await found('+/a', 'hall/b')).sort()).toEqual(['attic/a 3', 'hall/a 1', 'hall/b 2'])
  await close()
})
