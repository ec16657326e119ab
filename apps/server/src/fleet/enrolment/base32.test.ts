import { expect, test } from 'vitest'
import { readSymbols, symbolsOf } from './base32.ts'

test('bits become symbols that cannot be taken for each other', () => {
  expect(symbolsOf('00'.repeat(32), 8)).toBe('00000000')
  expect(symbolsOf('ff'.repeat(32), 51)).toBe('Z'.repeat(51))
  expect(symbolsOf(`${'0844'}${'00'.repeat(30)}`, 3)).toBe('112') // 00001 00001 00010
})

test.each([
  ['k7qm-2xdp', 'K7QM2XDP'],
  [' K7QM 2XDP\n', 'K7QM2XDP'],
  ['oOiIlL00', '00111100'],
  ['K7QM2XD', undefined],
  ['K7QM2XDPP', undefined],
  ['K7QM2XDU', undefined],
  ['K7QM2XD☃', undefined],
  ['', undefined],
])('%j is meant as %j', (text, meant) => {
  expect(readSymbols(text, 8)).toBe(meant)
})
