import { expect, it } from 'vitest'
import { contentsOf, listOf, readList } from './list.ts'

const hash = (digit: string) => digit.repeat(64)
const html = { sha256: hash('a'), size: 5, type: 'text/html; charset=utf-8' }
const script = { sha256: hash('b'), size: 0, type: 'text/javascript' }
const files = { 'index.html': html, 'b.js': script, 'a.js': script, __proto__x: html }

it('[F1] a list is the same bytes whatever the order of the files', () => {
  const one = listOf(Object.entries(files))
  expect(listOf(Object.entries(files).reverse())).toBe(one)
  expect(one.split('\n')[0]).toBe(`__proto__x\t${hash('a')}\t5\ttext/html; charset=utf-8`)
  expect(listOf([])).toBe('')
})

it('[F1] a list is read as it was written', () => {
  const read = readList(listOf(Object.entries(files)), 'r1')
  expect(read.version).toBe('r1')
  expect({ ...read.files }).toEqual(files)
})

it.each([
  '',
  'index.html',
  'index.html\n',
  `index.html\t${hash('A')}\t1\ttext/html\n`,
  `../x\t${hash('a')}\t1\ttext/html\n`,
])('[F1] a list like %j is refused', (text) => {
  expect(() => readList(text, 'r1')).toThrow(expect.objectContaining({ code: 'manifest-invalid' }))
})

it('[F1] every content is known once, in the order of the list', () => {
  expect(contentsOf(Object.entries(files))).toEqual([html, script])
})
