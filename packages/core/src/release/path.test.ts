import { describe, expect, it } from 'vitest'
import { isReleasePath, pathToUrl, urlToPath } from './path.ts'

const LEGAL = [
  'index.html',
  'assets/app-1a2b3c4d.js',
  'fotos/año nuevo.png',
  'a b.txt',
  'x/index.html',
  '.well-known/assetlinks.json',
  'a..b/c...d',
  '50%.txt',
  '%2e%2e/x',
  'q?a=b#c',
  '😀.png',
  '__proto__',
  'x'.repeat(1024),
]

const ILLEGAL: [string, string][] = [
  ['empty', ''],
  ['absolute', '/etc/passwd'],
  ['going up', '../x'],
  ['going up inside', 'a/../../x'],
  ['going up at the end', 'a/..'],
  ['a dot segment', './x'],
  ['a dot segment inside', 'a/./x'],
  ['an empty segment', 'a//x'],
  ['a folder', 'a/'],
  ['a backslash', 'a\\..\\x'],
  ['a null character', 'a\0.html'],
  ['a line break', 'a\nb'],
  ['a delete character', 'a\u007f'],
  ['half of a surrogate pair', 'a\ud800b'],
  ['too long', 'x'.repeat(1025)],
]

describe('paths of a release', () => {
  it.each(LEGAL)('[R4] %s is a path, and its URL leads back to it', (path) => {
    expect(isReleasePath(path)).toBe(true)
    expect(urlToPath(pathToUrl(path))).toBe(path)
  })

  it.each(LEGAL)('[R5] the URL of %s stays inside any folder', (path) => {
    const url = new URL(pathToUrl(path), 'http://host/base/')
    expect([url.pathname.startsWith('/base/'), url.search, url.hash]).toEqual([true, '', ''])
    expect(url.pathname.slice('/base/'.length)).toBe(pathToUrl(path))
  })

  it.each(ILLEGAL)('[R6] a path that is %s is refused', (_, path) => {
    expect(isReleasePath(path)).toBe(false)
  })

  it.each([
    ['', 'index.html'],
    ['guide/', 'guide/index.html'],
    ['guide%2F', 'guide/index.html'],
    ['fotos/a%C3%B1o%20nuevo.png', 'fotos/año nuevo.png'],
    ['%252e%252e/x', '%2e%2e/x'],
  ])('[R7] the URL path %j asks for %s', (urlPath, path) => {
    expect(urlToPath(urlPath)).toBe(path)
  })

  it.each([
    '/',
    '//',
    '..',
    '../',
    '../x',
    '%2e%2e/x',
    '%2E%2E%2Fx',
    '..%2fx',
    'a/%2e%2e/%2e%2e/x',
    '..%5cx',
    'a%00.html',
    'a%0d%0ax',
    '%',
    '%zz',
    '%c3',
    '%ed%a0%80',
    'a//b',
    `${'x'.repeat(1025)}`,
  ])('[R8] the URL path %j asks for no file', (urlPath) => {
    expect(urlToPath(urlPath)).toBeUndefined()
  })
})
