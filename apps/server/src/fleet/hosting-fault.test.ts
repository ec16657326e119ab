import { expect, it } from 'vitest'
import { hostingFault } from './hosting-fault.ts'
import { releaseOf } from './release.ts'

const entry = (sha256: string, size: number) => ({ sha256: sha256.repeat(64), size, type: 'text/plain' })
const manifest = {
  version: 'r1',
  files: { 'index.html': entry('a', 1), 'app.js': entry('b', 2), 'app.css': entry('c', 3) },
}
const store = { release: async (version: string) => (version === 'r1' ? releaseOf({ manifest }, 0) : undefined) }
const holding = (sizes: Record<string, number>) => ({
  sizes: async () => new Map(Object.entries(sizes).map(([letter, size]) => [letter.repeat(64), size])),
})

it('finds no fault with a release whose files are all here', async () => {
  expect(await hostingFault('r1', { store, files: holding({ a: 1, b: 2, c: 3 }) })).toBe(undefined)
})

it('names a file that is lost or cut short, and counts the others', async () => {
  expect(await hostingFault('r1', { store, files: holding({ a: 1, b: 1 }) })).toBe(
    'app.js is missing or not whole, and 1 more',
  )
  expect(await hostingFault('r2', { store, files: holding({}) })).toBe('r2 is not here')
})
