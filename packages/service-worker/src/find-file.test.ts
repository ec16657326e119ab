import { describe, expect, it } from 'vitest'
import { findPage } from './find-file.ts'
import { releaseOf } from './releases.ts'

const entry = { sha256: 'a'.repeat(64), size: 1, type: 'text/html' }
const paths = ['index.html', 'guide/index.html', 'app.js', 'fotos/año nuevo.png']
const release = releaseOf({ version: 'r1', files: Object.fromEntries(paths.map((path) => [path, entry])) }, '')
const rules = { fallback: 'index.html', deny: [/\.[^/]*$/, /^\/panel\/api\//] }
const page = (pathname: string, more = {}) => {
  const found = findPage(release, '/panel/', pathname, { ...rules, ...more })
  return typeof found === 'object' ? found.path : found
}

describe('a navigation gets', () => {
  it.each([
    ['/panel/', 'index.html'],
    ['/panel/guide/', 'guide/index.html'],
    ['/panel/guide', 'redirect'],
    ['/panel/app.js', 'app.js'],
    ['/panel/fotos/a%C3%B1o%20nuevo.png', 'fotos/año nuevo.png'],
    ['/panel/rooms/3', 'index.html'],
    ['/panel/report.pdf', undefined],
    ['/panel/api/stock', undefined],
    ['/panel/constructor', 'index.html'],
    ['/panel/%E0%A4%A', 'index.html'],
    ['/panel/..%2f..%2fsecret', undefined],
  ])('%s: %s', (pathname, path) => {
    expect(page(pathname)).toBe(path)
  })
})

it('an app can name the only navigations that its entry page answers', () => {
  const allow = [/^\/panel\/rooms\//]
  expect(page('/panel/rooms/3', { allow })).toBe('index.html')
  expect(page('/panel/halls/3', { allow })).toBeUndefined()
})
