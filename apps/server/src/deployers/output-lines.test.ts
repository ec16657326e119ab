import { expect, test } from 'vitest'
import { limitOutput } from './output-limit.ts'
import { inLines } from './output-lines.ts'

function linesOf(...chunks: (string | Buffer)[]): string[] {
  const lines: string[] = []
  const reading = inLines((line) => lines.push(line))
  for (const chunk of chunks) reading.take(Buffer.from(chunk))
  reading.end()
  return lines
}

test.each<[string, (string | Buffer)[], string[]]>([
  ['lines', ['a\nb\n'], ['a', 'b']],
  ['a line in pieces', ['a', 'b\nc'], ['ab', 'c']],
  ['empty lines', ['\n\na\n'], ['', '', 'a']],
  ['lines of Windows', ['a\r', '\nb\r\n'], ['a', 'b']],
  ['a progress bar', ['10 %\r50 %\r100 %\n'], ['100 %']],
  ['colours and bells', ['\u001b[31mred\u001b[0m\u0007\tx\0\n'], ['red\tx']],
  ['nothing', [], []],
])('%s', (_name, chunks, lines) => {
  expect(linesOf(...chunks)).toEqual(lines)
})

test('a character that comes in two pieces is whole, and half a one at the end does no harm', () => {
  const bytes = Buffer.from('grün €\n')
  for (let at = 0; at <= bytes.length; at++) {
    expect(linesOf(bytes.subarray(0, at), bytes.subarray(at))).toEqual(['grün €'])
  }
  expect(linesOf(Buffer.from('€').subarray(0, 2))).toEqual(['\ufffd'])
})

test('a line without an end is passed on in pieces, and no character is cut', () => {
  const lines: string[] = []
  const reading = inLines((line) => lines.push(line))
  for (let i = 0; i < 1_000; i++) reading.take(Buffer.from(`x${'😀'.repeat(99)}`))
  expect(lines.length).toBeGreaterThan(20)
  reading.end()
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(8_192)
  expect(lines.every((line) => line.isWellFormed())).toBe(true)
  expect(lines.join('')).toBe(`x${'😀'.repeat(99)}`.repeat(1_000))
  expect(linesOf(`${'a'.repeat(20_000)}\nb`).map(({ length }) => length)).toEqual([8_192, 8_192, 3_616, 1])
})

test('what is over the limit is dropped, and its size is said', () => {
  const kept: string[] = []
  const output = limitOutput((stream, text) => kept.push(`${stream} ${text}`), 10)
  output.line('stdout', '1234')
  output.line('stderr', '123')
  output.line('stdout', 'ä')
  output.line('stdout', '') // would fit, but nothing follows a gap
  output.end()
  expect(kept).toEqual(['stdout 1234', 'stderr 123', 'stderr [4 bytes of output after this are not kept]'])
})
