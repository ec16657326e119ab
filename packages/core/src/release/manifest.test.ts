import { describe, expect, it } from 'vitest'
import { isSha256, readManifest } from './manifest.ts'

const SHA = 'a'.repeat(64)
const file = { sha256: SHA, size: 3, type: 'text/html; charset=utf-8' }
const files = { 'index.html': file }

function fault(value: unknown): string {
  try {
    return `read ${JSON.stringify(readManifest(value))}`
  } catch (error) {
    const { code, detail } = error as { code: string; detail: string }
    return `${code}: ${detail}`
  }
}

describe('a manifest', () => {
  it('[R9] is read with its version and files, and nothing else', () => {
    const read = readManifest({ version: 'r1', files: { 'index.html': { ...file, mode: 7 } }, extra: 1 })
    expect(read).toEqual({ version: 'r1', files })
  })

  it.each(['text/html', 'image/svg+xml', 'text/html;charset=utf-8', 'application/x.y; a="b"', 'font/woff2'])(
    '[R9] knows the media type %s',
    (type) => {
      expect(
        readManifest({ version: 'r1', files: { 'index.html': { ...file, type } } }).files['index.html']?.type,
      ).toBe(type)
    },
  )

  it('[R10] may list an empty file', () => {
    expect(readManifest({ version: 'r1', files: { ...files, empty: { ...file, size: 0 } } }).files.empty?.size).toBe(0)
  })

  it('[R11] may list a file called __proto__, which is just a file', () => {
    const text = JSON.stringify({ version: 'r1', files }).replace(
      '"index.html"',
      `"__proto__":${JSON.stringify(file)},"index.html"`,
    )
    const read = readManifest(JSON.parse(text))
    expect(Object.keys(read.files)).toEqual(['__proto__', 'index.html'])
    expect(read.files.constructor).toBeUndefined()
  })

  it.each([
    ['nothing', undefined, 'version'],
    ['null', null, 'version'],
    ['text', '<!doctype html>', 'version'],
    ['a list', [], 'version'],
    ['no version', { files }, 'version'],
    ['a version that is none', { version: '../r1', files }, 'version'],
    ['no files', { version: 'r1' }, 'files'],
    ['files of null', { version: 'r1', files: null }, 'files'],
    ['a list of files', { version: 'r1', files: [file] }, 'files'],
    ['files of text', { version: 'r1', files: 'x' }, 'files'],
    ['a path out of the release', { version: 'r1', files: { '../x': file } }, 'path ../x'],
    ['a path that is absolute', { version: 'r1', files: { '/x': file } }, 'path /x'],
    ['a path far too long', { version: 'r1', files: { ['x'.repeat(2_000)]: file } }, `path ${'x'.repeat(100)}`],
    ['no index.html', { version: 'r1', files: { 'a.js': file } }, 'no index.html'],
    ['an entry of null', { version: 'r1', files: { 'index.html': null } }, 'sha256 of index.html'],
    [
      'an upper-case hash',
      { version: 'r1', files: { 'index.html': { ...file, sha256: 'A'.repeat(64) } } },
      'sha256 of index.html',
    ],
    ['a short hash', { version: 'r1', files: { 'index.html': { ...file, sha256: 'a' } } }, 'sha256 of index.html'],
    ['a size below zero', { version: 'r1', files: { 'index.html': { ...file, size: -1 } } }, 'size of index.html'],
    ['half a byte', { version: 'r1', files: { 'index.html': { ...file, size: 0.5 } } }, 'size of index.html'],
    ['a size of text', { version: 'r1', files: { 'index.html': { ...file, size: '3' } } }, 'size of index.html'],
    [
      'a size past counting',
      { version: 'r1', files: { 'index.html': { ...file, size: 2 ** 53 } } },
      'size of index.html',
    ],
    ['no type', { version: 'r1', files: { 'index.html': { sha256: SHA, size: 3 } } }, 'type of index.html'],
    [
      'a type that splits the header',
      { version: 'r1', files: { 'index.html': { ...file, type: 'text/html\r\nx: y' } } },
      'type of index.html',
    ],
  ])('[R12] with %s is refused, and the first fault is named', (_, value, detail) => {
    expect(fault(value)).toBe(`manifest-invalid: ${detail}`)
  })

  it('[R13] takes 64 lower-case hex digits for a hash and nothing else', () => {
    expect(isSha256(SHA)).toBe(true)
    for (const value of ['', 'a'.repeat(63), 'a'.repeat(65), 'g'.repeat(64), `${SHA}\n`, 1, null])
      expect(isSha256(value)).toBe(false)
  })
})
