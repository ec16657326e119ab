import { expect, test } from 'vitest'
import { createFilterIndex } from './filter-index.ts'
import { covers, isFilter } from './topic-filter.ts'

const LEVELS = ['a', 'b', '', '$x', '+', '#']
const names = (depth: number): string[] =>
  depth === 1 ? LEVELS : [...LEVELS, ...names(depth - 1).flatMap((rest) => LEVELS.map((level) => `${level}/${rest}`))]
const filters = [...new Set(names(3))].filter(isFilter)
const topics = filters.filter((one) => !/[+#]/.test(one))

test('it finds what a look at each filter would, and nothing of what was taken back', () => {
  const index = createFilterIndex<string>()
  for (const filter of filters) index.add(filter, filter)
  const all = (kept: readonly string[], topic: string) => kept.filter((filter) => covers(filter, topic)).sort()
  for (const topic of topics) expect(index.match(topic).sort(), topic).toEqual(all(filters, topic))
  const [gone, left] = [filters.filter((_, i) => i % 2), filters.filter((_, i) => i % 2 === 0)]
  for (const filter of [...gone, ...gone, 'never/there']) index.remove(filter, filter)
  for (const topic of topics) expect(index.match(topic).sort(), topic).toEqual(all(left, topic))
  for (const filter of left) index.remove(filter, filter)
  for (const topic of topics) expect(index.match(topic)).toEqual([])
})

test('several may stand under one filter', () => {
  const index = createFilterIndex<number>()
  index.add('a/+', 1)
  index.add('a/+', 2)
  index.remove('a/+', 3)
  expect(index.match('a/b')).toEqual([1, 2])
  index.remove('a/+', 1)
  expect(index.match('a/b')).toEqual([2])
})
