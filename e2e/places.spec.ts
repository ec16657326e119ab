import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BIG, BUILT, bytes } from './build-releases.ts'
import { manifestOf } from './server.ts'
import { expect, Tablet, test } from './story.ts'

test.describe('under a base path', () => {
  test.use({ serverEnv: { RELEVO_BASE: '/panel/' } })

  test('an app at /panel/ is installed, updated and started from there', async ({ server, tablet }) => {
    await server.publish('p1')
    const page = await tablet.settle('p1', 'policy=auto', '/panel/')
    await server.publish('p2')
    await tablet.shows('p2')
    expect(new URL(page.url()).pathname).toBe('/panel/')
    expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).scope)).toMatch(/\/panel\/$/)
    await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'p2', phase: 'current' })
  })
})

test('the release server may be another origin than the app', async ({ server, wire, context }) => {
  await server.publish('r1')
  const host = createServer(async (req, res) => {
    const path = decodeURIComponent(new URL(req.url ?? '/', 'http://x').pathname)
    try {
      const body = await readFile(join(BUILT, 'r1', path === '/' ? 'index.html' : path))
      const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', json: 'application/json' }
      res.writeHead(200, {
        'content-type': types[path.split('.').pop() ?? ''] ?? (path === '/' ? 'text/html' : 'application/octet-stream'),
      })
      res.end(body)
    } catch {
      res.writeHead(404).end() // not a file of r1
    }
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  const tablet = new Tablet(context, `http://localhost:${(host.address() as AddressInfo).port}`)
  await tablet.settle('r1', `policy=auto&versionUrl=${encodeURIComponent(`${wire.url}/config/version.json`)}`)
  await server.publish('r2')
  await tablet.shows('r2')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2', phase: 'current' })
  host.close()
})

test('files with odd names, none and 30 MB are served byte for byte, by the server and from the store', async ({
  server,
  tablet,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'relevo-odd-'))
  await cp(join(BUILT, 'r1'), folder, { recursive: true })
  await rm(join(folder, 'relevo.json'))
  await mkdir(join(folder, 'data'), { recursive: true })
  await writeFile(join(folder, BIG.path), bytes('big', BIG.size))
  await server.relevo('publish', folder, '--json', '--version', 'r1')
  const page = await tablet.settle('r1')
  const files = { ...(await manifestOf('r1')).files }
  const big = createHash('sha256').update(bytes('big', BIG.size)).digest('hex')
  files[BIG.path] = { sha256: big, size: BIG.size }
  const digests = async () =>
    page.evaluate(async (paths) => {
      const found: Record<string, string> = {}
      for (const path of paths) {
        const response = await fetch(`/${path.split('/').map(encodeURIComponent).join('/')}`)
        const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer())
        found[path] = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
      }
      return found
    }, Object.keys(files))
  const expected = Object.fromEntries(Object.entries(files).map(([path, file]) => [path, file.sha256]))
  for (const [path, sha256] of Object.entries(expected)) {
    const response = await fetch(`${server.url}/${path.split('/').map(encodeURIComponent).join('/')}`)
    const got = createHash('sha256')
      .update(new Uint8Array(await response.arrayBuffer()))
      .digest('hex')
    expect({ path, got }).toEqual({ path, got: sha256 })
  }
  await server.kill()
  expect(await digests()).toEqual(expected)
  await page.goto(`${tablet.origin}/guide/`)
  expect(createHash('sha256').update(bytes('guide/index.html', 5_000)).digest('hex')).toBe(expected['guide/index.html'])
  await rm(folder, { recursive: true })
})
