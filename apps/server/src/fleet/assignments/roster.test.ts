import { expect, test } from 'vitest'
import { rosterOf } from './roster.ts'

test('a group may be updated while its window is open, and any time where there is none', () => {
  const states = { open: { open: true, changesAt: 9 }, shut: { open: false, changesAt: 9 }, never: { open: false } }
  const cards = { of: (id: string) => ({ id, tags: ['a'], pin: 'r1' }) }
  const roster = rosterOf(cards, { windowStateOf: (group) => states[group as keyof typeof states] })
  expect(roster.of('hall')).toMatchObject({ tags: ['a'], pin: 'r1' })
  expect(['open', 'shut', 'never', 'none', undefined].map((group) => roster.windowOf(group, 5))).toEqual([
    { isOpen: true },
    { isOpen: false, opensAt: 9 },
    { isOpen: false },
    { isOpen: true },
    { isOpen: true },
  ])
})
