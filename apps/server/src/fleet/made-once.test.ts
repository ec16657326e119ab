import { expect, test } from 'vitest'
import { madeOnce } from './made-once.ts'

interface Said {
  notes?: string
  from: string[]
}

function counted(most?: number) {
  let made = 0
  const make = madeOnce((version: string, said: Said) => ({ text: `${version} ${said.from}`, number: ++made }), most)
  return { make, made: () => made }
}

test('the same arguments are answered with the very same thing, whoever made them', () => {
  const { make, made } = counted()
  const first = make('r1', { from: ['a', 'b'] })
  expect(make('r1', { from: ['a', 'b'] })).toBe(first)
  expect(made()).toBe(1)
})

test.each<[string, string, Said]>([
  ['another value', 'r2', { from: ['a'] }],
  ['one that is longer', 'r1', { from: ['a', 'b'] }],
  ['one that is shorter', 'r1', { from: [] }],
  ['a field that was not there', 'r1', { from: ['a'], notes: '' }],
])('%s makes another thing', (_, version, said) => {
  const { make } = counted()
  const first = make('r1', { from: ['a'] })
  expect(make(version, said)).not.toBe(first)
  expect(make('r1', { from: ['a'] })).toBe(first)
})

test('what is changed in place is another argument', () => {
  const { make } = counted()
  const from = ['a']
  const first = make('r1', { from })
  from.push('b')
  const second = make('r1', { from })
  expect(second).not.toBe(first)
  expect(second.text).toBe('r1 a,b')
})

test('what was not asked for longest is forgotten first', () => {
  const { make, made } = counted(2)
  const said = { from: [] }
  make('r1', said)
  make('r2', said)
  make('r1', said)
  make('r3', said)
  expect(made()).toBe(3)
  make('r1', said)
  expect(made()).toBe(3)
  make('r2', said)
  expect(made()).toBe(4)
})
