import { expect, test } from 'vitest'
import { previewUrl } from './preview-url.ts'

test.each([
  ['http', 'localhost:8604', 'http://preview.example:8604/'],
  ['https', 'panel.example', 'https://preview.example/'],
  ['https', 'panel.example:8443', 'https://preview.example:8443/'],
  ['http', undefined, 'http://preview.example/'],
] as const)('who came by %s to %s finds it at %s', (scheme, host, url) => {
  const headers = host === undefined ? {} : { host }
  expect(previewUrl('preview.example', { scheme, headers })).toBe(url)
})

test('an environment without a name for previews has none', () => {
  expect(previewUrl(undefined, { scheme: 'http', headers: { host: 'localhost' } })).toBeUndefined()
})
