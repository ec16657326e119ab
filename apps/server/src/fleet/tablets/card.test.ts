import { describe, expect, test } from 'vitest'
import { blankCard, type Card, changedCard, differenceOf, isLabel, isTag, unitedCards } from './card.ts'

const card: Card = { id: 'hall', name: 'Hall', group: 'lobby', tags: ['a', 'b'], notes: 'n', pin: 'r1' }

describe('a card', () => {
  test('says something else where that is said, and the same everywhere else', () => {
    expect(changedCard(card, { name: 'Porch' })).toEqual({ ...card, name: 'Porch' })
    expect(changedCard(blankCard('hall'), { tags: ['b', 'a', 'b'] })).toEqual({ id: 'hall', tags: ['a', 'b'] })
  })

  test('loses what is taken back, by null or by nothing at all', () => {
    expect(changedCard(card, { name: null, group: '', notes: null, pin: null, tags: null })).toEqual(blankCard('hall'))
  })

  test('is the very same when nothing else is said', () => {
    expect(changedCard(card, {})).toBe(card)
    expect(changedCard(card, { name: 'Hall', tags: ['b', 'a'], notes: 'n' })).toBe(card)
    expect(changedCard(blankCard('hall'), { name: null, tags: [] })).toEqual(blankCard('hall'))
  })

  test('tells the log what changed, and of long notes the beginning', () => {
    expect(differenceOf(card, { ...card, tags: ['c'], notes: 'x'.repeat(4_000) })).toEqual({
      tags: 'c',
      notes: 'x'.repeat(200),
    })
    expect(differenceOf(card, blankCard('hall'))).toEqual({ name: '', group: '', tags: '', notes: '', pin: '' })
  })

  test('of two that are one keeps its own words, and takes the others’ where it has none', () => {
    const other: Card = { id: 'tablet-1', name: 'Old', group: 'cellar', tags: ['b', 'c'], pin: 'r2' }
    const { group: _, ...groupless } = card
    expect(unitedCards(groupless, other)).toEqual({ ...card, group: 'cellar', tags: ['a', 'b', 'c'] })
  })
})

test.each(['Lobby, left of the lift', 'Añil 3', 'a', 'x'.repeat(64), '"=1+1"', '大厅'])('%j can be a name', (name) => {
  expect(isLabel(name)).toBe(true)
})

test.each(['', ' a', 'a ', 'a\nb', 'a\u0000', 'x'.repeat(65), 7, null])('%j cannot be a name', (name) => {
  expect(isLabel(name)).toBe(false)
})

test.each(['', 'a b', 'a,b', 'a;b', 'a\tb', 'a\u00a0b', 'x'.repeat(65), 7])('%j cannot be a tag', (tag) => {
  expect(isTag(tag)).toBe(false)
  expect(isTag('floor:3')).toBe(true)
})
