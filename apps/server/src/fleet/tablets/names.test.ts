import type { Report } from '@relevo/core/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import type { NewEvent } from '../event.ts'
import { createRegistry, type Registry } from '../registry.ts'
import type { Alias } from './alias.ts'
import { type Aliases, createAliases } from './aliases.ts'
import { type Book, createBook } from './book.ts'
import type { Card } from './card.ts'
import { createNames, type Names } from './names.ts'

const POLL = 300_000
const LATER = 3 * POLL

let now: number
let registry: Registry
let cards: Book<Card>
let aliases: Aliases
let names: Names
let log: NewEvent[]
beforeEach(() => {
  now = 0
  log = []
  cards = createBook()
  const book = createBook<Alias>()
  const store = { saveTablets: async (_: unknown, events: readonly NewEvent[]) => void log.push(...events) }
  registry = createRegistry([], store, undefined, { cards, aliases: book })
  aliases = createAliases(book)
  names = createNames({ registry, cards, aliases, tracks: { rename: () => [], forget: () => undefined } }, POLL)
})

/** A check-in, or a report on a line, one second after what was before. */
async function says(tablet: string, more: Partial<Report> & { onLine?: boolean } = {}) {
  now += 1_000
  const { onLine = false, ...said } = more
  const report = names.heard({ tablet, release: 'r1', phase: 'current', ...said }, now, onLine)
  await registry.hear(report, { environment: 'production', at: now, isCheckIn: !onLine })
}
const known = () => [...registry.all()].map(({ id }) => id).sort()
const logged = () => log.map(({ type, subject, data }) => [type, subject.id, data.from].filter(Boolean).join(' '))
const leaves = async (id: string) => {
  const tablet = names.left(id)
  if (tablet !== undefined) await registry.lost(tablet)
}

describe('a tablet that goes by another name', () => {
  test('is the same tablet, with all that was known and said of it', async () => {
    await says('tablet-1', { phase: 'backing_off', target: 'r2', error: 'network' })
    cards.put({ id: 'tablet-1', name: 'Hall', group: 'lobby', tags: ['qa'] })
    await says('lobby-1', { was: 'tablet-1' })
    expect(known()).toEqual(['lobby-1'])
    expect(registry.get('lobby-1')).toMatchObject({ firstSeen: 1_000, lastSeen: 2_000, error: { code: 'network' } })
    expect(cards.get('lobby-1')).toEqual({ id: 'lobby-1', name: 'Hall', group: 'lobby', tags: ['qa'] })
    expect(cards.get('tablet-1')).toBeUndefined()
    expect(aliases.of('lobby-1')).toEqual(['tablet-1'])
    expect(registry.countIn('production')).toBe(1)
    expect(logged()).toEqual(['tablet-new tablet-1', 'tablet-error tablet-1', 'tablet-renamed lobby-1 tablet-1'])
  })

  test('says so as often as it likes', async () => {
    await says('tablet-1')
    for (let i = 0; i < 3; i++) await says('lobby-1', { was: 'tablet-1', onLine: i % 2 === 1 })
    expect(logged()).toEqual(['tablet-new tablet-1', 'tablet-renamed lobby-1 tablet-1'])
  })

  test('may go back, round and on, and is found by every name', async () => {
    await says('a')
    await says('b', { was: 'a' })
    await says('a', { was: 'b' })
    expect([known(), aliases.of('a'), aliases.resolve('b')]).toEqual([['a'], ['b'], 'a'])
    await says('b', { was: 'a' })
    await says('c', { was: 'b' })
    await says('a', { was: 'c' })
    expect([known(), aliases.of('a')]).toEqual([['a'], ['b', 'c']])
    await says('d', { was: 'b' })
    expect([known(), aliases.of('d')]).toEqual([['d'], ['a', 'b', 'c']])
    expect(logged().filter((line) => line.startsWith('tablet-new'))).toEqual(['tablet-new a'])
  })

  test('takes the place that was prepared for it, and says less than what was said there', async () => {
    cards.put({ id: 'lobby-1', environment: 'staging', name: 'Lobby', tags: ['new'] })
    await says('tablet-1')
    cards.put({ id: 'tablet-1', name: 'Nameless', group: 'lobby', tags: ['old'] })
    await says('lobby-1', { was: 'tablet-1' })
    expect(cards.get('lobby-1')).toMatchObject({ name: 'Lobby', group: 'lobby', tags: ['new', 'old'] })
  })

  test('takes the name of one that was there before: a screen that was replaced', async () => {
    await says('lobby-1', { release: 'r0' })
    now += LATER
    await says('tablet-2')
    await says('lobby-1', { was: 'tablet-2' })
    expect(known()).toEqual(['lobby-1'])
    expect(registry.get('lobby-1')).toMatchObject({ firstSeen: 1_000, release: 'r1' })
  })

  test('that nobody heard of before is a new one, and nobody can have been what was only imported', async () => {
    cards.put({ id: 'expected', tags: [] })
    await says('lobby-1', { was: 'nobody' })
    await says('lobby-2', { was: 'expected' })
    expect(known()).toEqual(['lobby-1', 'lobby-2'])
    expect(cards.get('expected')).toBeDefined()
  })

  test('is there, although the line it had by its other name breaks late', async () => {
    await says('tablet-1', { onLine: true })
    await leaves('tablet-1')
    await says('lobby-1', { was: 'tablet-1', onLine: true })
    await leaves('tablet-1')
    expect(registry.get('lobby-1')?.online).toBe(true)
    await leaves('lobby-1')
    expect(registry.get('lobby-1')?.online).toBe(false)
  })

  test('is still known by the name it lost its storage with, once it is gone by the other', async () => {
    await says('a', { onLine: true })
    await leaves('a')
    await says('b', { was: 'a', onLine: true })
    await leaves('b')
    await says('a')
    expect([known(), registry.get('b')?.online]).toEqual([['b'], true])
  })
})

describe('a page that claims to have been another tablet', () => {
  test('is not heard while that one holds its line', async () => {
    await says('honest', { onLine: true })
    cards.put({ id: 'honest', name: 'Hall', tags: [], pin: 'r1' })
    await says('liar', { was: 'honest' })
    expect(known()).toEqual(['honest', 'liar'])
    expect([cards.get('honest')?.pin, cards.get('liar')]).toEqual(['r1', undefined])
    expect(aliases.of('liar')).toEqual([])
  })

  test('is heard again once a line that was left open has been silent for two polls', async () => {
    await says('honest', { onLine: true })
    now += LATER
    await says('liar', { was: 'honest' })
    expect(known()).toEqual(['liar'])
  })

  test('takes nothing from it: with its next sign of life it is what it was', async () => {
    await says('honest', { phase: 'backing_off', target: 'r2', error: 'network' })
    const card = { id: 'honest', name: 'Hall', tags: ['qa'], pin: 'r1' }
    cards.put(card)
    const before = registry.get('honest')
    await says('liar', { was: 'honest' })
    await says('honest')
    expect(known()).toEqual(['honest', 'liar'])
    expect(cards.get('honest')).toEqual(card)
    expect(registry.get('honest')).toMatchObject({ firstSeen: before?.firstSeen, error: before?.error })
    expect([aliases.of('liar'), aliases.resolve('honest')]).toEqual([[], 'honest'])
    expect(logged().slice(2)).toEqual(['tablet-renamed liar honest', 'tablet-parted honest liar'])
    await says('liar', { was: 'honest' })
    expect(known()).toEqual(['honest', 'liar'])
  })

  test('is found out by a ping too, and by one who comes back after a month', async () => {
    await says('honest')
    now += 30 * 24 * 3_600_000
    await says('liar', { was: 'honest' })
    expect(known()).toEqual(['liar'])
    expect(names.seen('honest', now + 1_000)).toBe('honest')
    expect(known()).toEqual(['honest', 'liar'])
  })

  test('cannot have been two that a person said are one', async () => {
    await says('a')
    await says('b')
    names.unite('a', 'b', false)
    await says('b')
    await says('a')
    await says('b')
    expect(known()).toEqual(['b'])
  })
})

test('what is claimed is written before the check-in is answered', async () => {
  await says('a')
  log = []
  now += 1_000
  await registry.hear(names.heard({ tablet: 'b', release: 'r1', phase: 'current', was: 'a' }, now, false), {
    environment: 'production',
    at: now,
  })
  expect(log.map(({ type }) => type)).toEqual(['tablet-renamed'])
})
