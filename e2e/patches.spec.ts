import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { manifestOf, type Server } from './server.ts'
import { expect, test } from './story.ts'

/** p2 is p1 with another version in its script. */
const BASE = '/panel/'
const sent = (requests: readonly string[]) => requests.filter((path) => path.startsWith('/releases/')).sort()
const files = (requests: readonly string[]) => requests.filter((path) => path.startsWith('/releases/files/'))

interface Packing {
  phase: string
  patches: { from: string; phase: string; br: number; full: number }[]
}

async function packed(server: Server, version: string): Promise<Packing> {
  let packing: Packing | undefined
  const phase = async () => {
    packing = (await server.api('GET', `/api/releases/${version}/packing`)).body.data as Packing
    return packing.phase
  }
  await expect.poll(phase, { timeout: 60_000 }).toBe('done')
  return packing as Packing
}

test.describe('a server that makes patches', () => {
  test.use({ serverEnv: { RELEVO_BASE: BASE, RELEVO_PATCHES: '5' } })

  test('a changed line reaches a tablet as one patch, and as no file', async ({ server, wire, tablet }) => {
    await server.publish('p1')
    const page = await tablet.settle('p1', 'policy=auto', BASE)
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
    const [patch] = (await packed(server, 'p2')).patches
    const answer = await fetch(`${server.url}/releases/patches/p2/p1`, { headers: { 'accept-encoding': 'br' } })
    expect(Number(answer.headers.get('content-length'))).toBe(patch?.br)
    expect(patch?.br).toBeLessThan(0.05 * (patch?.full ?? 0))
    await expect(page.locator('#release')).toHaveText('p2')
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
    await packed(server, 'p2')
    const folder = join(server.data, 'packed', 'patches')
    for (const name of await readdir(folder)) await writeFile(join(folder, name), 'this is no patch')
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
    await packed(server, 'p1')
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
    const [before, after] = [await manifestOf('p1'), await manifestOf('p2')]
    const kept = new Set(Object.values(before.files).map(({ sha256 }) => sha256))
    const changed = new Set(Object.values(after.files).map(({ sha256 }) => sha256)).difference(kept)
    expect(files(wire.requests).sort()).toEqual([...changed].map((sha256) => `/releases/files/${sha256}`).sort())
  })
})
