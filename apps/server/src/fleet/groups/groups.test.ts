import { expect, test } from 'vitest'
import { openStore } from '../../store/sqlite-store.ts'
import { createBook } from '../tablets/book.ts'
import type { Card } from '../tablets/card.ts'
import { readCards } from '../tablets/cards.ts'
import { createGroups } from './groups.ts'

const NIGHT = { days: ['mon'], from: '02:00', to: '05:00', timeZone: 'UTC' } as const
/** A Monday, at midnight. */
const MONDAY = Date.UTC(2026, 0, 12)
const HOUR = 3_600_000

test('a window is asked for as often as one likes, at any time, and as it is set up now', async () => {
  const store = await openStore(':memory:')
  const cards = readCards(createBook<Card>())
  const groups = await createGroups({ store: store.groups, cards, world: { now: () => MONDAY } })
  expect(groups.windowStateOf(undefined, MONDAY)).toBeUndefined()
  expect(groups.windowStateOf('lobby', MONDAY)).toBeUndefined()
  await groups.change('lobby', { window: NIGHT })
  expect(groups.windowOf('lobby')).toEqual(NIGHT)
  const closed = { open: false, changesAt: MONDAY + 2 * HOUR }
  const open = { open: true, changesAt: MONDAY + 5 * HOUR }
  for (const [hours, state] of [
    [0, closed],
    [1.9, closed],
    [2, open],
    [4.9, open],
    [1, closed],
    [5, { open: false, changesAt: MONDAY + 7 * 24 * HOUR + 2 * HOUR }],
  ] as const) {
    expect(groups.windowStateOf('lobby', MONDAY + hours * HOUR)).toEqual(state)
  }
  await groups.change('lobby', { window: { ...NIGHT, from: '01:00' } })
  expect(groups.windowStateOf('lobby', MONDAY + 1.5 * HOUR)).toMatchObject({ open: true })
  await groups.remove('lobby')
  expect(groups.windowStateOf('lobby', MONDAY)).toBeUndefined()
  await store.close()
})
