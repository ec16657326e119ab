import { expect, test } from 'vitest'
import { createLedger } from './ledger.ts'

const ENOUGH = { topics: 10, bytes: 10_000 }
const bytes = (text: string) => Buffer.from(text)

test('what was said here is owed to the site’s broker until it has taken it, on every line anew', () => {
  const ledger = createLedger(ENOUGH)
  ledger.here('a', bytes('1'))
  expect(ledger.owed(1)).toEqual(['a'])
  ledger.taken('a', bytes('1'), 1)
  expect(ledger.owed(1)).toEqual([])
  expect(ledger.owed(2)).toEqual(['a'])
})

test('what it turns out to keep is not owed', () => {
  const ledger = createLedger(ENOUGH)
  ledger.here('a', bytes('1'))
  expect(ledger.kept('a', bytes('1'), 2)).toBe(false)
  expect(ledger.owed(2)).toEqual([])
})

test('a newer word is owed, also when an older one is taken meanwhile', () => {
  const ledger = createLedger(ENOUGH)
  ledger.here('a', bytes('1'))
  ledger.here('a', bytes('2'))
  ledger.taken('a', bytes('1'), 1)
  expect(ledger.owed(1)).toEqual(['a'])
  expect(ledger.word('a')).toEqual(bytes('2'))
})

test('what it keeps comes in, unless it is known, or something was said here since', () => {
  const ledger = createLedger(ENOUGH)
  expect(ledger.kept('a', bytes('1'), 1)).toBe(true)
  expect(ledger.kept('a', bytes('1'), 2)).toBe(false)
  expect(ledger.kept('a', bytes('2'), 2)).toBe(true)
  ledger.here('a', bytes('3'))
  expect(ledger.kept('a', bytes('2'), 3)).toBe(false)
  expect(ledger.owed(3)).toEqual(['a'])
})

test('what was taken back here while the line was broken is taken back there, and does not come in again', () => {
  const ledger = createLedger(ENOUGH)
  ledger.kept('a', bytes('1'), 1)
  ledger.here('a', bytes(''))
  expect(ledger.kept('a', bytes('1'), 2)).toBe(false)
  expect(ledger.owed(2)).toEqual(['a'])
  ledger.taken('a', bytes(''), 2)
  expect(ledger.owed(3)).toEqual([])
})

test('what was taken back there while the line was broken is gone here too', () => {
  const ledger = createLedger(ENOUGH)
  ledger.there('a', bytes('1'), 1)
  ledger.there('b', bytes('1'), 1)
  ledger.kept('b', bytes('1'), 2)
  expect(ledger.unsure(2)).toEqual(['a'])
  expect(ledger.gone(2)).toEqual(['a'])
  expect(ledger.gone(2)).toEqual([])
  ledger.there('b', bytes(''), 2)
  expect(ledger.gone(3)).toEqual([])
})

test('it is full at some point, and forgets what it is told to', () => {
  const ledger = createLedger({ ...ENOUGH, topics: 2 })
  ledger.here('a', bytes('1'))
  ledger.there('b', bytes('1'), 1)
  expect(ledger.here('c', bytes('1'))).toBe(false)
  expect(ledger.kept('c', bytes('1'), 1)).toBe(false)
  expect(ledger.here('a', bytes('2'))).toBe(true)
  expect(ledger.forget(() => true)).toEqual(['b'])
  expect(ledger.here('c', bytes('1'))).toBe(true)
})

test('it is full when it holds too many bytes; what is known only of the other side takes few', () => {
  const ledger = createLedger({ topics: 1_000, bytes: 10_000 })
  const large = bytes('x'.repeat(4_000))
  for (let i = 0; i < 50; i++) ledger.there(`there/${i}`, large, 1)
  expect(ledger.unsure(2)).toHaveLength(50)
  expect([ledger.here('a', large), ledger.here('b', large)]).toEqual([true, false])
  // The same topic again takes the room of what it said before.
  for (let i = 0; i < 10; i++) expect(ledger.here('a', bytes(`${i}`.repeat(4_000)))).toBe(true)
  expect(ledger.here('b', bytes('small'))).toBe(true)
  ledger.forget((topic) => topic === 'a')
  expect(ledger.here('b', large)).toBe(true)
})

test('a word for which there is no room is not told, and the one before it not either', () => {
  const ledger = createLedger({ topics: 10, bytes: 1_000 })
  ledger.here('a', bytes('1'))
  expect(ledger.here('a', bytes('2'.repeat(2_000)))).toBe(false)
  expect(ledger.word('a')).toBeUndefined()
  expect(ledger.owed(1)).toEqual([])
})
