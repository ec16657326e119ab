import { expect, it } from 'vitest'
import { compareReleases } from './compare.ts'
import type { FileEntry } from './manifest.ts'

const file = (content: string): FileEntry => ({
  sha256: content.padEnd(64, '0'),
  size: content.length,
  type: 'text/plain',
})
const release = (contents: Record<string, string>) => ({
  files: Object.fromEntries(Object.entries(contents).map(([path, content]) => [path, file(content)])),
})

it('tells what is added, changed, removed and the same, and what has to be fetched', () => {
  const r1 = release({ 'index.html': 'one', 'same.js': 'abcdef', 'gone.js': 'ab', 'old.js': 'moved' })
  const r2 = release({ 'index.html': 'other', 'same.js': 'abcdef', 'new.js': 'moved', 'big.png': 'xxxxxxxxxx' })
  expect(compareReleases(r1, r2)).toEqual({
    added: { files: 2, bytes: 15 },
    changed: { files: 1, bytes: 5 },
    removed: { files: 2, bytes: 7 },
    unchanged: { files: 1, bytes: 6 },
    download: 15,
    files: [
      { path: 'big.png', kind: 'added', bytes: 10 },
      { path: 'index.html', kind: 'changed', bytes: 5, was: 3 },
      { path: 'new.js', kind: 'added', bytes: 5 },
      { path: 'old.js', kind: 'removed', bytes: 5 },
      { path: 'gone.js', kind: 'removed', bytes: 2 },
    ],
  })
})

it('counts a content once that is there under several paths', () => {
  const r1 = release({ 'index.html': 'x' })
  const r2 = release({ 'index.html': 'x', 'a.js': 'new', 'b.js': 'new' })
  expect(compareReleases(r1, r2)).toMatchObject({ added: { files: 2, bytes: 6 }, download: 3 })
})

it('finds a release the same as itself, and all of it new beside none', () => {
  const r1 = release({ 'index.html': 'x', 'a.js': 'abc' })
  const none = { files: 0, bytes: 0 }
  const same = { added: none, changed: none, removed: none, unchanged: { files: 2, bytes: 4 }, download: 0, files: [] }
  expect(compareReleases(r1, r1)).toEqual(same)
  expect(compareReleases(undefined, r1)).toMatchObject({
    added: { files: 2, bytes: 4 },
    unchanged: none,
    download: 4,
  })
})

it('takes a file called __proto__ for a file', () => {
  const files = Object.fromEntries([['__proto__', file('abc')]])
  expect(compareReleases({ files: {} }, { files }).files).toEqual([{ path: '__proto__', kind: 'added', bytes: 3 }])
})
