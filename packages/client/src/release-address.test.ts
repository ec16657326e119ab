import { expect, it } from 'vitest'
import { addressOf } from './release-address.ts'

const URL_OF = 'https://panel.test/app/config/version.json'

it.each([
  {
    what: 'a release server',
    news: { manifest: '/releases/{version}/relevo.json', files: '/releases/files/{sha256}' },
    address: {
      manifest: 'https://panel.test/releases/r%2B2/relevo.json',
      files: 'https://panel.test/releases/files/{sha256}',
    },
  },
  {
    what: 'a plain file server',
    news: { manifest: '../relevo.json', files: '../{path}' },
    address: { manifest: 'https://panel.test/app/relevo.json', files: 'https://panel.test/app/{path}' },
  },
  {
    what: 'another origin, by query',
    news: { manifest: 'https://cdn.test/m?v={version}', files: 'https://cdn.test/f?hash={sha256}' },
    address: { manifest: 'https://cdn.test/m?v=r%2B2', files: 'https://cdn.test/f?hash={sha256}' },
  },
  {
    what: 'files that are not told of',
    news: { manifest: 'https://cdn.test/{version}/relevo.json' },
    address: { manifest: 'https://cdn.test/r%2B2/relevo.json', files: 'https://cdn.test/r%2B2/{path}' },
  },
  { what: 'no manifest', news: { files: '/f/{sha256}' }, address: undefined },
  { what: 'no URL', news: { manifest: 'http://[' }, address: undefined },
])('$what', ({ news, address }) => {
  expect(addressOf({ version: 'r+2', force: false, blocked: [], ...news }, 'r+2', URL_OF)).toEqual(address)
})

it('names patches, and all files in one answer, of the release of the news only', () => {
  const patches = { patch: '../patches/{version}/{from}', patchFrom: ['r1'], whole: '/whole/{version}' }
  const news = { version: 'r2', force: false, blocked: [], manifest: '/m/{version}', ...patches }
  expect(addressOf(news, 'r2', URL_OF)).toMatchObject({
    patch: 'https://panel.test/app/patches/r2/{from}',
    patchFrom: ['r1'],
    whole: 'https://panel.test/whole/r2',
  })
  const { manifest, files, ...others } = addressOf(news, 'r1', URL_OF) ?? {}
  expect([manifest, files]).not.toContain(undefined)
  expect(others).toEqual({})
})
