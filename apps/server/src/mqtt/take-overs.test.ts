import { expect, test } from 'vitest'
import { watchTakeOvers } from './take-overs.ts'

test('a client that comes back now and then fights with nobody', () => {
  const takeOvers = watchTakeOvers()
  for (let at = 0; at < 3_600_000; at += 21_000) expect(takeOvers.note('hall', ['10.0.0.1'], at)).toBeUndefined()
})

test('two devices that throw each other out are told by their addresses, until it has been quiet for a minute', () => {
  const takeOvers = watchTakeOvers()
  for (let at = 0; at < 3_000; at += 1_000) expect(takeOvers.note('hall', ['10.0.0.1', '10.0.0.2'], at)).toBeUndefined()
  expect(takeOvers.isFoughtOver('hall', 3_000)).toBe(false)
  expect(takeOvers.note('hall', ['10.0.0.2', '10.0.0.1'], 3_000)).toEqual(['10.0.0.1', '10.0.0.2'])
  expect(takeOvers.isFoughtOver('hall', 3_000)).toBe(true)
  expect(takeOvers.isFoughtOver('attic', 3_000)).toBe(false)
  expect(takeOvers.isFoughtOver('hall', 63_001)).toBe(false)
})
