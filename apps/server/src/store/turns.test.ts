import { expect, test } from 'vitest'
import { turns } from './turns.ts'

/** A writer, its time, and how long it waited for each turn. */
function writer(least: number) {
  const waits: number[] = []
  let at = 1_000
  const { next, take } = turns(least, {
    now: () => at,
    async wait(ms) {
      waits.push(ms)
      at += ms
    },
  })
  const pass = (ms: number) => {
    at += ms
  }
  return {
    waits,
    pass,
    async write(ms: number) {
      await next()
      await take(async () => pass(ms))
    },
  }
}

test('a turn is at once when the last write was long enough ago, else after the rest of its time', async () => {
  const { waits, pass, write } = writer(10)
  await write(1)
  pass(4)
  await write(1)
  await write(1)
  pass(10)
  await write(1)
  expect(waits).toEqual([6, 10])
})

test('a slow write is followed by a longer rest, up to a limit, also when it fails', async () => {
  const { waits, write } = writer(10)
  await write(20)
  await write(60)
  await write(1)
  await write(1)
  expect(waits).toEqual([80, 100, 10])

  const { next, take } = turns(10, { now: () => 0, wait: async (ms) => waits.push(ms) })
  await expect(take(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full')
  await next()
  expect(waits).toEqual([80, 100, 10, 10])
})
