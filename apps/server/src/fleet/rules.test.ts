import { expect, test } from 'vitest'
import { newsToStay } from './news.ts'
import { createRegistry } from './registry.ts'
import { spreadFor } from './spread.ts'
import { isOnline, type Tablet } from './tablet.ts'
import type { Alias } from './tablets/alias.ts'
import { createBook } from './tablets/book.ts'
import type { Card } from './tablets/card.ts'

test.each([
  [0, 0],
  [49, 0],
  [50, 0.1],
  [500, 1],
  [10_000, 20],
  [1_000_000, 300],
])('a fleet of %i spreads over %d s', (tablets, seconds) => expect(spreadFor(tablets)).toBe(seconds))

test('a tablet is online until two polls were missed or its last will came', () => {
  const tablet = { lastSeen: 1_000, online: true } as Tablet
  expect(isOnline(tablet, 100, 1_200)).toBe(true)
  expect(isOnline(tablet, 100, 1_201)).toBe(false)
  expect(isOnline({ ...tablet, online: false }, 100, 1_000)).toBe(false)
})

test('a tablet that is to stay hears nothing that is said of another release', () => {
  const site = { manifest: 'm', files: 'f', spread: 1, blocked: ['r0'], directive: { do: 'reset', id: 'd' } } as const
  const news = {
    ...site,
    blocked: ['r0'],
    version: 'r2',
    force: true,
    notes: 'n',
    publishedAt: 1,
    retry: 'x',
    engines: { chrome: 107 },
  }
  expect(newsToStay(news, 'r1')).toEqual({ ...site, version: 'r1', force: false })
})

const report = (tablet: string) => ({ tablet, release: 'r1', phase: 'current' as const })

test('reports that arrive during a write share the next one', async () => {
  const writes: number[] = []
  const registry = createRegistry([], {
    async saveTablets(tablets) {
      writes.push(tablets.length)
    },
  })
  await Promise.all(
    Array.from({ length: 1000 }, (_, i) => registry.hear(report(`t${i}`), { environment: 'production', at: i })),
  )
  expect(writes.reduce((sum, n) => sum + n)).toBe(1000)
  expect(writes.length).toBeLessThan(5)
  expect(registry.countIn('production')).toBe(1000)
})

test('what could not be written is told, kept, and written with the next', async () => {
  const saved: unknown[] = []
  let isBroken = true
  const registry = createRegistry([], {
    async saveTablets(tablets, events) {
      if (isBroken) throw new Error('disk full')
      saved.push(
        tablets.map(({ id }) => id),
        events.map(({ subject }) => subject.id),
      )
    },
  })
  await expect(registry.hear(report('a'), { environment: 'production', at: 1 })).rejects.toThrow('disk full')
  isBroken = false
  await registry.hear(report('b'), { environment: 'production', at: 2 })
  expect(saved).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ])
})

test('what people say and names that changed are kept for the next write too', async () => {
  const cards = createBook<Card>()
  const aliases = createBook<Alias>()
  const saved: unknown[] = []
  let isBroken = true
  const store = {
    async saveTablets(_: unknown, __: unknown, beside: unknown) {
      if (isBroken) throw new Error('disk full')
      saved.push(beside)
    },
  }
  const registry = createRegistry([], store, undefined, { cards, aliases })
  await expect(registry.hear(report('a'), { environment: 'production', at: 1 })).rejects.toThrow('disk full')
  cards.put({ id: 'a', tags: [] })
  aliases.put({ id: 'b', tablet: 'a' })
  await expect(registry.flush()).rejects.toThrow('disk full')
  registry.drop('a')
  isBroken = false
  await registry.flush()
  expect(registry.countIn('production')).toBe(0)
  expect(saved).toEqual([
    {
      gone: ['a'],
      cards: { put: [{ id: 'a', tags: [] }], gone: [] },
      aliases: { put: [{ id: 'b', tablet: 'a' }], gone: [] },
      placed: [],
    },
  ])
})

test('a sign of life brings back a tablet whose old connection died late, and nobody unknown', async () => {
  const registry = createRegistry([], { saveTablets: async () => undefined })
  await registry.hear(report('a'), { environment: 'production', at: 1 })
  await registry.lost('a')
  expect(registry.get('a')).toMatchObject({ online: false })
  registry.seen('a', 5)
  registry.seen('stranger', 5)
  expect([...registry.all()]).toMatchObject([{ id: 'a', online: true, lastSeen: 5 }])
})
