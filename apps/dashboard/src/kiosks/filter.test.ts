import { expect, test, vi } from 'vitest'

vi.mock('../shell/route.ts', () => ({ route: { value: { query: new URLSearchParams() } } }))
const { isFiltered, kiosksPath } = await import('./filter.ts')

test('the list is of those that are ours, unless it is asked for others', () => {
  expect(kiosksPath(new URLSearchParams('app=fully&x=1'))).toBe('kiosks?standing=known&app=fully')
  expect(kiosksPath(new URLSearchParams('standing=dismissed&q='))).toBe('kiosks?standing=dismissed')
  expect(isFiltered()).toBe(false)
})
