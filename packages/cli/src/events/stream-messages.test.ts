import { expect, test } from 'vitest'
import { messagesIn, type StreamMessage } from './stream-messages.ts'

async function read(...parts: (string | Uint8Array)[]): Promise<StreamMessage[]> {
  const encoder = new TextEncoder()
  async function* body() {
    for (const part of parts) yield typeof part === 'string' ? encoder.encode(part) : part
  }
  const messages: StreamMessage[] = []
  for await (const message of messagesIn(body())) messages.push(message)
  return messages
}

test('a stream is read as browsers read it', async () => {
  expect(await read('retry: 2000\nid: 4\n\n')).toEqual([{ id: '4' }])
  expect(await read(':\nid: 5\n\n')).toEqual([{ id: '5' }])
  expect(await read(': still here\n\n')).toEqual([])
  expect(await read('event: log\nid: 6\ndata: {"a":1}\n\nevent: changed\ndata: {}\n\n')).toEqual([
    { event: 'log', id: '6', data: '{"a":1}' },
    { event: 'changed', id: '6', data: '{}' },
  ])
  expect(await read('data: one\ndata:two\ndata\n\n')).toEqual([{ data: 'one\ntwo\n' }])
  expect(await read('data:  two blanks: and a colon\nunknown: x\n\n')).toEqual([{ data: ' two blanks: and a colon' }])
  expect(await read('\uFEFFdata: x\n\n')).toEqual([{ data: 'x' }])
  expect(await read('id: a\0b\ndata: x\n\n')).toEqual([{ data: 'x' }])
})

test('it may come in any parts, with any ends of lines, and what is not whole is left', async () => {
  const text = 'event: log\r\nid: 7\r\ndata: año 😀\r\n\r\nid: 8\rdata: y\r\rdata: z\n\ndata: cut'
  const expected = [
    { event: 'log', id: '7', data: 'año 😀' },
    { id: '8', data: 'y' },
    { id: '8', data: 'z' },
  ]
  const bytes = new TextEncoder().encode(text)
  expect(await read(bytes)).toEqual(expected)
  for (let size = 1; size < 12; size++) {
    const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.slice(i * size, (i + 1) * size),
    )
    expect(await read(...parts)).toEqual(expected)
  }
})
