import { expect, test } from 'vitest'
import { covers, isFilter } from './topic-filter.ts'

test.each([
  ['a/b', 'a/b', true],
  ['a/b', 'a', false],
  ['a/b', 'a/b/c', false],
  ['a/+', 'a/b', true],
  ['a/+', 'a/+', true],
  ['a/+', 'a/#', false],
  ['a/+', 'a/b/c', false],
  ['a/b', 'a/+', false],
  ['a/#', 'a', true],
  ['a/#', 'a/b/+', true],
  ['a/#', 'a/#', true],
  ['a/#', '#', false],
  ['a/#', 'ab', false],
  ['#', '#', true],
  ['#', '$SYS/x', false],
  ['+/x', '$SYS/x', false],
  ['$SYS/#', '$SYS/x', true],
])('%s covers %s: %s', (filter, asked, is) => {
  expect(covers(filter, asked)).toBe(is)
})

test.each(['a', '/', '+', '#', 'a/+/b', '+/+', 'a/#', '/#'])('%s is a filter', (filter) => {
  expect(isFilter(filter)).toBe(true)
})

test.each(['', 'a#', '#/a', 'a/#/b', 'a+', '+a/b', 'a/b+/c'])('%s is none', (filter) => {
  expect(isFilter(filter)).toBe(false)
})
