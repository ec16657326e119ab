import type { Page } from '@playwright/test'
import { checkIn } from './dashboard-page.ts'
import { signedIn, tooWide } from './signed-in.ts'
import { expect, test } from './story.ts'

const FILES = { count: 151, bytes: 16_600_000, br: 3_200_000, gzip: 4_100_000 }
const SETTLED = [
  { from: 'r1', phase: 'made', br: 10_500, gzip: 12_000, full: 2_654_000 },
  { from: 'r0', phase: 'pointless', br: 1_700_000, gzip: 1_800_000, full: 2_700_000 },
  { from: 'old', phase: 'failed', why: 'no-space' },
]

/** Let the server answer so of the packing of r2, from now on: what it is in the middle of is gone too soon to be looked at. */
async function packs(page: Page, packing: object): Promise<void> {
  await page.unroute('**/api/releases/r2/packing')
  await page.route('**/api/releases/r2/packing', (route) => route.fulfill({ json: { success: true, data: packing } }))
}

test.describe('a server that makes patches', () => {
  test.use({ serverEnv: { RELEVO_PATCHES: '5' } })

  test('a published release is packed, its page shows the patch, and that of a tablet how the patch did there', async ({
    server,
    browser,
  }) => {
    await server.publish('p1')
    await server.publish('p2')
    await checkIn(server, 'tablet=lobby-1&release=p1&phase=current')
    const page = await signedIn(browser, server, { hash: '#release/p2' })
    await expect(page.getByRole('row', { name: /^p1 [\d.]+ k?B / })).toBeVisible()
    await expect(page.getByRole('row', { name: /^nothing [\d.]+ [kM]B/ })).toBeVisible()
    await checkIn(server, 'tablet=lobby-1&release=p2&phase=current&patch=applied')
    await page.goto(`${server.url}/dashboard/#tablet/lobby-1`)
    await expect(page.getByText('p1 → p2: used')).toBeVisible()
    await checkIn(server, 'tablet=lobby-1&release=p2&target=p3&phase=downloading&patch=other-source')
    await expect(
      page.getByText('p2 → p3: made from other files than the tablet had; it downloaded files'),
    ).toBeVisible()
    await page.close()
  })
})

test('the page of a release says what a tablet downloads, how far the packing is, and why a patch is missing', async ({
  server,
  browser,
}) => {
  await server.publish('r1')
  await server.publish('r2')
  const page = await signedIn(browser, server, { hash: '#releases' })
  await packs(page, {
    ...{ phase: 'packing', done: 40, total: 160, files: FILES },
    patches: [
      { from: 'r1', phase: 'waiting' },
      { from: 'r0', phase: 'waiting' },
    ],
  })
  await page.goto(`${server.url}/dashboard/#release/r2`)
  await expect(page.getByRole('progressbar', { name: 'Packing: 40 of 160 steps' })).toBeVisible()
  await expect(page.getByRole('row', { name: /^r1 files .*being made; until then it downloads files/ })).toBeVisible()

  await packs(page, { phase: 'done', done: 160, total: 160, patches: SETTLED, files: FILES, whole: { br: 3_100_000 } })
  await expect(page.getByRole('progressbar')).toBeHidden()
  await expect(page.getByRole('row', { name: /^r1 10\.5 kB 2\.7 MB in files 0\.4\s%/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /^r0 2\.7 MB in files .*would save little/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /^old files .*of use.*: no-space/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /^nothing 3\.1 MB 3\.2 MB in files/ })).toBeVisible()
  await expect(page.getByText('151 different files')).toBeVisible()
  expect(await tooWide(page)).toBe(0)
  await page.close()
})

test('the page of a release says when nothing is packed yet, when no patch is to be made, and when a server makes none', async ({
  server,
  browser,
}) => {
  await server.publish('r2')
  const page = await signedIn(browser, server, { hash: '#releases' })
  await packs(page, { phase: 'waiting', done: 0, total: 151, patches: [], files: FILES })
  await page.goto(`${server.url}/dashboard/#release/r2`)
  await expect(page.getByRole('progressbar', { name: 'Other releases are packed before it.' })).toBeVisible()
  await packs(page, { phase: 'done', done: 151, total: 151, patches: [], files: FILES })
  await expect(page.getByText('No patch is made: there is no release before it')).toBeVisible()
  await page.unroute('**/api/releases/r2/packing')
  await page.route('**/api/releases/r2/packing', (route) =>
    route.fulfill({ status: 404, json: { success: false, error: { code: 'not-found', message: '', do: '' } } }),
  )
  await page.reload()
  await expect(page.getByRole('heading', { name: 'What changed' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'What a tablet downloads' })).toBeHidden()
  await page.close()
})
