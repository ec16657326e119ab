import { RelevoError } from '@relevo/core/errors'
import { describe, expect, test } from 'vitest'
import type { Card } from '../../fleet/tablets/card.ts'
import { readTable } from './read-table.ts'
import { readCell, safeCell } from './safe-cell.ts'
import { writeTable } from './write-table.ts'

const read = (text: string) => readTable(new TextEncoder().encode(text))
/** What is wrong with a table. */
function faultIn(bytes: Uint8Array): string | undefined {
  try {
    readTable(bytes)
    return undefined
  } catch (error) {
    if (!(error instanceof RelevoError)) throw error
    return `${error.code} ${error.detail}`
  }
}

describe('a cell', () => {
  test.each([
    '',
    'Hall',
    '=1+1',
    '+34 600',
    '-3 floor',
    '@lobby',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    "'=1",
    "''=1",
    "'Hall'",
    "'",
    "''",
    'a=1',
    ' =1',
  ])('%j comes back as it was, and begins with nothing a spreadsheet computes', (text) => {
    expect(readCell(safeCell(text))).toBe(text)
    expect(safeCell(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
  })

  test('that somebody typed is taken as it is', () => {
    expect(['-3 floor', "'Hall'", "it's"].map(readCell)).toEqual(['-3 floor', "'Hall'", "it's"])
  })
})

describe('a table', () => {
  const cards: Card[] = [
    { id: '-1', tags: [] },
    { id: 'attic', name: '=cmd|x', group: 'a;b, "c"', tags: ['@x', 'y'], notes: ' two\r\nlines\n\n', pin: 'r1' },
    { id: 'hall', environment: 'staging', name: 'Añil', tags: [], notes: "'=1" },
  ]

  test('holds cards and gives them back, and no cell of it is computed', () => {
    const text = writeTable(cards)
    expect(text.startsWith('\ufeffid,name,')).toBe(true)
    expect(text).toContain("'=cmd|x")
    expect(read(text)).toEqual(
      [2, 3, 7].map((line, i) => {
        const { id, name = '', group = '', tags = [], environment = '', notes = '', pin = '' } = cards[i] as Card
        return { line, cells: { id, name, group, tags: tags.join(' '), environment, notes, pin } }
      }),
    )
  })

  test.each([
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
  ])('may have %s between its cells, and any line breaks', (_, d) => {
    const lines = [`ID${d} Name ${d}notes`, `a${d} Hall ${d}"x${d}""y""\n z"`, '', `b${d}${d}n`, `${d}${d}`]
    for (const end of ['\n', '\r\n', '\r']) {
      expect(read(`\ufeff${lines.join(end)}${end}`)).toEqual([
        { line: 2, cells: { id: 'a', name: 'Hall', notes: `x${d}"y"\n z` } },
        { line: 5, cells: { id: 'b', name: '', notes: 'n' } },
      ])
    }
  })

  test('says which of its lines do not fit the heading', () => {
    expect(read('id,name\na\nb,B\nc,C,c\n')).toEqual([
      { line: 2, fault: 'it has 1 cells, the heading has 2' },
      { line: 3, cells: { id: 'b', name: 'B' } },
      { line: 4, fault: 'it has 3 cells, the heading has 2' },
    ])
  })

  test.each([
    ['', 'line 1: there is no heading'],
    ['name,group\nx,y', 'line 1: there is no column "id"'],
    ['id,colour\nx,y', 'line 1: there is no column "colour"; there are id, name, group, tags, environment, notes, pin'],
    ['id,name,Name\nx,y,z', 'line 1: a column is there twice'],
    ['id,name\na,A\nb,"B\nc,C\n', 'line 3: a quote is not where one may be (CSV_QUOTE_NOT_CLOSED)'],
    ['id,name\na,A\nb,"B"B\nc,C\n', 'line 3: a quote is not where one may be (CSV_INVALID_CLOSING_QUOTE)'],
  ])('%j is none', (text, fault) => {
    expect(faultIn(new TextEncoder().encode(text))).toBe(`import-invalid ${fault}`)
  })

  test('in an encoding of former times is none, and says what to save it as', () => {
    const latin1 = Uint8Array.from('id,name\na,A\u00f1il\n', (letter) => letter.charCodeAt(0))
    expect(faultIn(latin1)).toMatch(/not UTF-8.*CSV UTF-8/)
  })
})
