import { describe, expect, it } from 'vitest'
import { readVersionJson } from './version-json.ts'

const full = {
  version: 'r2',
  force: true,
  manifest: '/releases/{version}/manifest.json',
  files: '/releases/files/{sha256}',
  list: 'a1'.repeat(32),
  patch: '/releases/patches/{version}/{from}',
  patchFrom: ['r1', 'r0'],
  whole: '/releases/whole/{version}',
  publishedAt: '2025-03-30T12:00:00Z',
  notes: 'Faster doors',
  checkEvery: 60,
  spread: 20,
  blocked: ['r1'],
  retry: 'second',
  directive: { do: 'reset', id: 'd1' },
  engines: { chrome: 107 },
}

function read(fields: object) {
  return readVersionJson(JSON.stringify({ version: 'r2', ...fields }))
}

/** What a field reads as when the server says this. */
function field(name: keyof typeof full, value: unknown): unknown {
  return read({ [name]: value })?.[name]
}

describe('version.json', () => {
  it('[P1] needs nothing but a version', () => {
    expect(readVersionJson('{"version":"20250330-a1b2c3d"}')).toEqual({
      version: '20250330-a1b2c3d',
      force: false,
      blocked: [],
    })
  })

  it('[P2] is read with every field it may have, and no other', () => {
    expect(read({ ...full, colour: 'red' })).toEqual(full)
  })

  it.each([
    ['nothing', ''],
    ['a page of a captive portal', '<!doctype html><html><body>Sign in</body></html>'],
    ['half of it', '{"version":"r2","blo'],
    ['two of it', '{"version":"r2"}{"version":"r2"}'],
    ['text', '"r2"'],
    ['a number', '2'],
    ['null', 'null'],
    ['a list', '[{"version":"r2"}]'],
    ['no version', '{"force":true}'],
    ['an empty version', '{"version":""}'],
    ['a version of 65 characters', JSON.stringify({ version: 'x'.repeat(65) })],
    ['a version that goes up', '{"version":".."}'],
    ['a version with a slash', '{"version":"a/b"}'],
    ['a version that is a number', '{"version":2}'],
    ['a version behind a prototype', '{"__proto__":{"version":"r2"}}'],
  ])('[P3] %s is no news', (_, text) => {
    expect(readVersionJson(text)).toBeUndefined()
  })

  it.each(['true', 1, 'yes', {}, null])('[P4] %j is no force', (force) => {
    expect(read({ force })?.force).toBe(false)
  })

  it('[P5] blocks the versions among what it lists', () => {
    expect(field('blocked', ['r1', '..', 3, null, 'a/b', 'r3'])).toEqual(['r1', 'r3'])
    for (const value of ['r1', { r1: true }, null, 7]) expect(field('blocked', value)).toEqual([])
  })

  it.each(['manifest', 'files', 'publishedAt', 'notes', 'retry'] as const)(
    '[P6] leaves out a %s that is empty or no text',
    (name) => {
      for (const value of ['', 7, true, null, [], {}]) expect(field(name, value)).toBeUndefined()
    },
  )

  it('[P7] leaves out times that are no number or out of their range', () => {
    for (const value of [10, 86_400]) expect(field('checkEvery', value)).toBe(value)
    for (const value of [9, 86_401, -1, '60', null]) expect(field('checkEvery', value)).toBeUndefined()
    for (const value of [0, 3_600]) expect(field('spread', value)).toBe(value)
    for (const value of [-1, 3_601, '5', null]) expect(field('spread', value)).toBeUndefined()
  })

  it.each([
    null,
    'reset',
    { do: 'reset' },
    { do: 'reset', id: '' },
    { do: 'reset', id: 7 },
    { do: 'explode', id: 'd1' },
  ])('[P8] %j is no directive', (directive) => {
    expect(field('directive', directive)).toBeUndefined()
  })

  it('[P36] names the releases that a patch can be had from, where it says how; what is no version is ignored', () => {
    const { list } = full
    const patch = '/patches/{version}/{from}'
    expect(read({ list, patch, patchFrom: ['r1', '../r0', 7] })).toMatchObject({ patch, patchFrom: ['r1'] })
    for (const patchFrom of ['r1', null, {}, undefined])
      expect(read({ list, patch, patchFrom })?.patchFrom).toBeUndefined()
    expect(read({ list, patchFrom: ['r1'] })?.patchFrom).toBeUndefined()
  })

  it('[P37] names no patch, nor all files in one answer, under an address that another release could have later', () => {
    const { list } = full
    expect(read({ list, patch: '/patches/{from}', patchFrom: ['r1'], whole: '/whole' })).toEqual(read({ list }))
  })

  it.each([undefined, '', 'A1'.repeat(32), 'a1', 7])(
    '[P38] names no patch whose result nobody could tell: list %j',
    (list) => {
      const { patch, patchFrom, whole } = full
      expect(read({ list, patch, patchFrom, whole })).toEqual(read({}))
    },
  )
})
