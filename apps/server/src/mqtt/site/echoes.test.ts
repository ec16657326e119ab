import { expect, test } from 'vitest'
import { createEchoes } from './echoes.ts'

const bytes = (text: string) => Buffer.from(text)

test('one’s own word comes back once; the same of somebody else is heard', () => {
  const echoes = createEchoes()
  echoes.said('a', '1', 0)
  echoes.said('a', '1', 0)
  expect(echoes.isEcho('b', bytes('1'), 1)).toBe(false)
  expect(echoes.isEcho('a', bytes('2'), 1)).toBe(false)
  expect(echoes.isEcho('a', bytes('1'), 1)).toBe(true)
  expect(echoes.isEcho('a', bytes('1'), 1)).toBe(true)
  expect(echoes.isEcho('a', bytes('1'), 1)).toBe(false)
})

test('a word that was lost is not waited for', () => {
  const echoes = createEchoes()
  echoes.said('a', '1', 0)
  echoes.said('a', '2', 0)
  expect(echoes.isEcho('a', bytes('2'), 1)).toBe(true)
  expect(echoes.isEcho('a', bytes('1'), 1)).toBe(false)
})

test('after ten seconds, and on a new connection, nothing is waited for', () => {
  const echoes = createEchoes()
  echoes.said('a', '1', 0)
  expect(echoes.isEcho('a', bytes('1'), 10_000)).toBe(false)
  echoes.said('a', '1', 0)
  echoes.clear()
  expect(echoes.isEcho('a', bytes('1'), 1)).toBe(false)
})

test('a thousand are waited for at most', () => {
  const echoes = createEchoes()
  for (let i = 0; i < 1_001; i++) echoes.said(`a/${i}`, '', 0)
  expect(echoes.isEcho('a/999', bytes(''), 1)).toBe(true)
  expect(echoes.isEcho('a/1000', bytes(''), 1)).toBe(false)
  for (let i = 0; i < 1_000; i++) echoes.said(`b/${i}`, '', 20_000)
  expect(echoes.isEcho('b/999', bytes(''), 20_001)).toBe(true)
})
