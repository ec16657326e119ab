import { expect, test } from 'vitest'
import { isFilter, isMatch } from './topic-match.ts'

test.each([
  ['a/b', 'a/b', true],
  ['a/b', 'a/b/c', false],
  ['a/b/c', 'a/b', false],
  ['+/b', 'a/b', true],
  ['+', 'a/b', false],
  ['+/+', '/a', true],
  ['/+', '/a', true],
  ['a/#', 'a', true],
  ['a/#', 'a/b/c', true],
  ['a/#', 'ab', false],
  ['#', 'a/b', true],
  ['#', '$SYS/a', false],
  ['+/a', '$SYS/a', false],
  ['$SYS/#', '$SYS/a', true],
])('%s and %s: %s', (filter, topic, is) => {
  expect(isMatch(filter, topic)).toBe(is)
})

test.each(['a', '/', '+', '#', 'a/+/b', '+/+', 'a/#', '/#'])('%s is a filter', (filter) => {
  expect(isFilter(filter)).toBe(true)
})

test.each(['', 'a#', '#/a', 'a/#/b', 'a+', '+a/b', 'a/b+/c'])('%s is none', (filter) => {
  expect(isFilter(filter)).toBe(false)
})
