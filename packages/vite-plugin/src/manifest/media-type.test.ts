import { readManifest } from '@relevo/core/release'
import { expect, test } from 'vitest'
import { mediaType } from './media-type.ts'

test.each([
  ['index.html', 'text/html; charset=utf-8'],
  ['a.js', 'text/javascript; charset=utf-8'],
  ['a.mjs', 'text/javascript; charset=utf-8'],
  ['a.css', 'text/css; charset=utf-8'],
  ['a.json', 'application/json'],
  ['a.wasm', 'application/wasm'],
  ['app.webmanifest', 'application/manifest+json'],
  ['A.PNG', 'image/png'],
  ['a.svg', 'image/svg+xml'],
  ['a.woff2', 'font/woff2'],
  ['a.mp4', 'video/mp4'],
  ['LICENSE', 'application/octet-stream'],
  ['a.unheard-of', 'application/octet-stream'],
])('%s is %s, a type that core accepts', (path, type) => {
  expect(mediaType(path)).toBe(type)
  const file = { sha256: '0'.repeat(64), size: 0, type }
  expect(readManifest({ version: 'r1', files: { 'index.html': file } }).files['index.html']).toEqual(file)
})
