import { expect, test } from 'vitest'
import { populate } from './population.ts'

test('without groups all are called after one name', () => {
  expect(populate(2, 'sim')).toEqual([{ id: 'sim-00001' }, { id: 'sim-00002' }])
})

test('groups have their shares, and all together the number asked for', () => {
  for (const tablets of [1, 2, 7, 10, 99, 10_000]) {
    const all = populate(tablets, 'sim', { lobby: 0.2, homes: 0.45, attic: 0.35 })
    expect(new Set(all.map(({ id }) => id)).size).toBe(tablets)
    for (const [name, share] of [
      ['lobby', 0.2],
      ['homes', 0.45],
      ['attic', 0.35],
    ] as const) {
      const size = all.filter(({ group }) => group === name).length
      expect(Math.abs(size - share * tablets)).toBeLessThanOrEqual(1)
    }
  }
  expect(populate(2, 'sim', { lobby: 0.5, homes: 0.5 })[1]).toEqual({ id: 'homes-00001', group: 'homes' })
})
