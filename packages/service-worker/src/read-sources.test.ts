import { afterEach, expect, it, vi } from 'vitest'
import type { FileStore } from './file-store.ts'
import { readSources } from './read-sources.ts'

const bytes = Uint8Array.from({ length: 100_000 }, (_, n) => (n * n) >> 3)

/** Two files, whose bodies come in pieces of 1,000 bytes. */
function storeOf(): { store: FileStore; asked: string[] } {
  const asked: string[] = []
  const body = () => {
    let at = 0
    return new ReadableStream({
      type: 'bytes',
      pull(stream) {
        if (at < bytes.length) stream.enqueue(bytes.slice(at, at + 1_000))
        at += 1_000
        if (at >= bytes.length) stream.close()
      },
    })
  }
  const read = async (sha256: string) => {
    asked.push(sha256)
    return sha256 === 'gone' ? undefined : new Response(body())
  }
  return { store: { read } as unknown as FileStore, asked }
}

/** As a piece that others follow. */
const reading = (store: FileStore) => {
  const read = readSources(store)
  return (sha256: string, start: number, end: number, isLast = false) => read(sha256, start, end, isLast)
}

afterEach(() => vi.restoreAllMocks())

for (const how of ['into given memory', 'as Blobs, where a browser can not'])
  it(`gives the bytes that are asked for, ${how}`, async () => {
    const { store } = storeOf()
    if (how !== 'into given memory')
      vi.spyOn(ReadableStream.prototype, 'getReader').mockImplementationOnce(() => {
        throw new TypeError('Invalid mode is specified')
      })
    const read = reading(store)
    expect(await read('one', 12_345, 67_890)).toEqual(bytes.slice(12_345, 67_890))
  })

it('reads on where the last piece ended, and anew what lies before', async () => {
  const { store, asked } = storeOf()
  const read = reading(store)
  for (const [start, end] of [
    [10, 30_000],
    [30_000, 30_001],
    [50_500, 100_000],
  ] as const)
    expect(await read('one', start, end)).toEqual(bytes.slice(start, end))
  expect(asked).toEqual(['one'])
  expect(await read('one', 0, 5)).toEqual(bytes.slice(0, 5))
  expect(await read('other', 99_999, 100_000)).toEqual(bytes.slice(99_999))
  expect(await read('one', 1, 2)).toEqual(bytes.slice(1, 2))
  expect(asked).toEqual(['one', 'one', 'other', 'one'])
})

it('lets go of a file after its last piece, and reads it anew', async () => {
  const { store, asked } = storeOf()
  const cancel = vi.spyOn(ReadableStreamBYOBReader.prototype, 'cancel')
  const read = reading(store)
  expect(await read('one', 0, 5_000)).toEqual(bytes.slice(0, 5_000))
  expect(cancel).not.toHaveBeenCalled()
  expect(await read('one', 5_000, 6_000, true)).toEqual(bytes.slice(5_000, 6_000))
  expect(cancel).toHaveBeenCalledOnce()
  expect(await read('one', 7_000, 8_000)).toEqual(bytes.slice(7_000, 8_000))
  expect(asked).toEqual(['one', 'one'])
})

it('has nothing of a file that is gone, or ends before; and goes on with others', async () => {
  const { store } = storeOf()
  const read = reading(store)
  await expect(read('gone', 0, 1)).rejects.toThrow('wrong-bytes')
  await expect(read('one', 99_000, 100_001)).rejects.toThrow('wrong-bytes')
  expect(await read('other', 0, 3)).toEqual(bytes.slice(0, 3))
})
