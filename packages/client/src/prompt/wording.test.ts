import { expect, it } from 'vitest'
import { clockOf } from './clock-of.ts'
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
  [3_599_000, '59:59'],
  [3_600_000, '1:00:00'],
  [36_065_000, '10:01:05'],
])('%i ms remain as %s', (ms, text) => {
  expect(clockOf(ms)).toBe(text)
})
