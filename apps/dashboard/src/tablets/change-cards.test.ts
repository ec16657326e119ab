import { describe, expect, it } from 'vitest'
import type { TabletRow } from '../api/rows.ts'
import { tableOf } from './change-cards.ts'
import { tagsIn } from './tags.ts'

const tablet = (id: string, card: Partial<TabletRow> = {}): TabletRow => ({ id, environment: 'production', ...card })

describe('the table of many changes', () => {
  it('has only the columns that are changed', () => {
    const table = tableOf([tablet('a', { group: 'hall', pin: 'r1' }), tablet('b')], () => ({ group: 'lobby' }))
    expect(table).toBe('"id","group"\r\n"a","lobby"\r\n"b","lobby"\r\n')
  })

  it('takes off with an empty cell, and keeps what a tablet has where another one changes', () => {
    const table = tableOf([tablet('a', { pin: 'r1' }), tablet('b', { pin: 'r2' })], ({ id }) =>
      id === 'a' ? { pin: null } : {},
    )
    expect(table).toBe('"id","pin"\r\n"a",""\r\n"b","r2"\r\n')
  })

  it('writes tags apart, and doubles quotes', () => {
    const table = tableOf([tablet('a')], () => ({ group: 'the "old" hall', tags: ['qa', 'wall'] }))
    expect(table).toBe('"id","group","tags"\r\n"a","the ""old"" hall","qa wall"\r\n')
  })
})

describe('tags as somebody writes them', () => {
  it('are told apart by commas, semicolons and spaces, and each is there once', () => {
    expect(tagsIn(' qa, wall;north qa ')).toEqual(['qa', 'wall', 'north'])
    expect(tagsIn(' ')).toEqual([])
  })
})
