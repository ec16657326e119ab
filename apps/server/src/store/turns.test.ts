import { expect, test } from 'vitest'
import { turns } from './turns.ts'

test('a turn is at once when the last was long enough ago, else after the rest of its time', async () => {
  const waits: number[] = []
  let at = 1_000
  const turn = turns(10, {
    now: () => at,
    async wait(ms) {
      waits.push(ms)
      at += ms
    },
  })
  await turn()
  at += 4
  await turn()
  await turn()
  at += 10
  await turn()
  expect(waits).toEqual([6, 10])
})
