import { expect, test } from 'vitest'
import { hintTally } from './hint-tally.ts'

const at = (ms: number) => new Date(ms).toISOString()
const hint = (sent: number) => ({ version: `r${sent}`, force: false, timestamp: at(sent) })

test('a hint is timed from when it was sent, once for each tablet', () => {
  let now = 1_000
  const tally = hintTally(() => now)
  for (const tablet of ['a', 'b', 'c', 'a']) {
    now += 10
    tally.heard(tablet, hint(1_000), false)
  }
  expect(tally.latest()).toEqual({ version: 'r1000', received: 3, p50: 20, p95: 30, last: 30 })
})

test('a newer hint takes its place, and an older one says nothing any more', () => {
  const tally = hintTally(() => 3_000)
  tally.heard('a', hint(1_000), false)
  tally.heard('a', hint(2_000), false)
  tally.heard('b', hint(1_000), false)
  expect(tally.latest()).toMatchObject({ version: 'r2000', received: 1, last: 1_000 })
})

test('what a tablet finds when it connects is no delivery, nor is a hint without its time', () => {
  const tally = hintTally(() => 3_000)
  tally.heard('a', hint(1_000), true)
  tally.heard('a', { version: 'r2', force: false }, false)
  expect(tally.latest()).toBeUndefined()
})
