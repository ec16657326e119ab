import { expect, test } from 'vitest'
import { createBook } from './book.ts'

const row = (id: string, text = '') => ({ id, text })

test('what changed is taken once, as it is then', () => {
  const book = createBook([row('a'), row('b')])
  expect(book.take()).toEqual({ put: [], gone: [] })
  book.put(row('a', 'x'))
  book.put(row('a', 'y'))
  book.put(row('c'))
  book.drop('b')
  book.drop('nobody')
  expect(book.take()).toEqual({ put: [row('a', 'y'), row('c')], gone: ['b'] })
  expect(book.take()).toEqual({ put: [], gone: [] })
  expect([...book.all()].map(({ id }) => id)).toEqual(['a', 'c'])
})

test('what could not be written is taken again, as it is by then', () => {
  const book = createBook([row('a'), row('b'), row('c')])
  book.put(row('a', 'x'))
  book.drop('b')
  book.drop('c')
  const batch = book.take()
  book.put(row('a', 'y'))
  book.put(row('c', 'back'))
  book.giveBack(batch)
  expect(book.take()).toEqual({ put: [row('a', 'y'), row('c', 'back')], gone: ['b'] })
})

test('its revision is another whenever an id comes or goes, and at no other time', () => {
  const book = createBook([row('a')])
  const seen = [book.revision()]
  for (const change of [() => book.put(row('b')), () => book.drop('b'), () => book.put(row('b'))]) {
    change()
    seen.push(book.revision())
  }
  expect(new Set(seen).size).toBe(4)
  book.put(row('a', 'x'))
  book.drop('nobody')
  expect(book.revision()).toBe(seen.at(-1))
})
