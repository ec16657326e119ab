import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { manifestOf, type Server } from './server.ts'
import { expect, test } from './story.ts'

/** p2 is p1 with another version in its script. */
const BASE = '/panel/'
const sent = (requests: readonly string[]) => requests.filter((path) => path.startsWith('/releases/')).sort()
const files = (requests: readonly string[]) => requests.filter((path) => path.startsWith('/releases/files/'))

interface Packing {
  phase: string
  patches: { from: string; phase: string; br?: number }[]
}

const packingOf = async (server: Server, version: string) =>
  (await server.api('GET', `/api/releases/${version}/packing`)).body.data as Packing
/** Bytes on the wire of a file or a patch, in a form. */
const bytesOf = async (server: Server, path: string, form: string) => {
  const { headers } = await fetch(server.url + path, { method: 'HEAD', headers: { 'accept-encoding': form } })
  return Number(headers.get('content-length'))
}

/** The contents of p2 that p1 has not, by the address they are fetched from. */
async function changed(): Promise<string[]> {
  const [before, after] = [await manifestOf('p1'), await manifestOf('p2')]
  const kept = new Set(Object.values(before.files).map(({ sha256 }) => sha256))
  const all = new Set(Object.values(after.files).map(({ sha256 }) => sha256))
  return [...all.difference(kept)].map((sha256) => `/releases/files/${sha256}`).sort()
}

// All of a release is compressed as far as it goes, while other stories run.
test.setTimeout(180_000)

test.describe('a server that makes patches', () => {
  test.use({ serverEnv: { RELEVO_BASE: BASE, RELEVO_PATCHES: '5' } })

  test('a changed line reaches a tablet as one patch, and as no file', async ({ server, wire, tablet }) => {
    await server.publish('p1')
    await tablet.settle('p1', 'policy=auto', BASE)
    await expect.poll(async () => (await server.tablet('lobby-1'))?.release).toBe('p1')
    wire.forget()
    await server.publish('p2')
    await tablet.shows('p2')
    expect(sent(wire.requests)).toEqual(['/releases/patches/p2/p1'])
    await expect
      .poll(() => server.tablet('lobby-1'))
      .toMatchObject({
        release: 'p2',
        patch: { version: 'p2', from: 'p1', outcome: 'applied' },
      })
    const [patch] = (await packingOf(server, 'p2')).patches
    const bytes = await bytesOf(server, '/releases/patches/p2/p1', 'br')
    expect(patch).toMatchObject({ from: 'p1', phase: 'made', br: bytes })
    let full = 0
    for (const path of await changed()) full += await bytesOf(server, path, 'gzip')
    expect(bytes).toBeLessThan(0.05 * full)
  })

  test('a patch that is damaged on the disk costs whole files, and people hear of it', async ({
    server,
    wire,
    tablet,
  }) => {
    await server.publish('p1')
    await tablet.settle('p1', 'policy=auto', BASE)
    await expect.poll(async () => (await server.tablet('lobby-1'))?.release).toBe('p1')
    await server.publish('p2', '--no-notify')
    await expect
      .poll(async () => (await packingOf(server, 'p2')).patches, { timeout: 60_000 })
      .toMatchObject([{ from: 'p1', phase: 'made' }])
    const folder = join(server.data, 'packed', 'patches')
    for (const name of await readdir(folder))
      await writeFile(join(folder, name), (name.endsWith('.br') ? brotliCompressSync : gzipSync)('this is no patch'))
    wire.forget()
    await server.notify('p2')
    await tablet.shows('p2')
    expect(files(wire.requests).length).toBeGreaterThan(0)
    await expect
      .poll(async () => (await server.api('GET', '/api/events?type=patch-failed')).body.data)
      .toMatchObject([{ subject: { kind: 'tablet', id: 'lobby-1' }, data: { version: 'p2', from: 'p1' } }])
  })

  test('a tablet that has nothing gets a whole release in one answer', async ({ server, wire, tablet }) => {
    await server.publish('p1')
    await expect.poll(async () => (await packingOf(server, 'p1')).phase, { timeout: 150_000 }).toBe('done')
    await tablet.settle('p1', '', BASE)
    expect(sent(wire.requests)).toContain('/releases/whole/p1')
    expect(files(wire.requests)).toEqual([])
  })
})

test.describe('a server that makes no patches', () => {
  test.use({ serverEnv: { RELEVO_BASE: BASE } })

  test('sends the files that changed', async ({ server, wire, tablet }) => {
    await server.publish('p1')
    await tablet.settle('p1', 'policy=auto', BASE)
    wire.forget()
    await server.publish('p2')
    await tablet.shows('p2')
    expect(files(wire.requests).sort()).toEqual(await changed())
  })
})
