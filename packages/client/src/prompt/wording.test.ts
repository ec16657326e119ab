import { expect, it } from 'vitest'
import { remaining } from './remaining.ts'
import { wordingFor } from './wording.ts'

it.each([
  ['es', 'es'],
  ['es-MX', 'es'],
  ['ES', 'es'],
  ['en-GB', 'en'],
  ['est', 'en'],
  ['fr', 'en'],
  ['', 'en'],
])('the language %o reads %s', (language, lang) => {
  expect(wordingFor(language).lang).toBe(lang)
})

it.each([
  [65_400, '1:06'],
  [60_000, '1:00'],
  [59_001, '1:00'],
  [1, '0:01'],
  [0, '0:00'],
  [-5_000, '0:00'],
  [3_600_000, '60:00'],
])('%i ms remain as %s', (ms, text) => {
  expect(remaining(ms)).toBe(text)
})
