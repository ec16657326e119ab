import { readConfig } from '@relevo/config'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { serverInTemp, sha256Of, type TestServer } from '../testing/server-in-temp.ts'

const PAGE = { accept: 'text/html,*/*' }
const OLD = {
  'index.html': 'old app',
  'assets/late-B7pJq9xZ.js': 'old chunk',
  'gone.txt': 'gone',
}
const NEW = {
  'index.html': 'new app',
  'guide/index.html': 'guide',
  'assets/late-C8qKr0yA.js': 'new chunk',
  'logo.svg': '<svg/>',
  'sw.js': 'worker',
}

let server: TestServer
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(server.url + path, { headers, method, redirect: 'manual' })
const text = async (path: string, headers = {}) => (await get(path, headers)).text()

describe('at the root', () => {
  beforeAll(async () => {
    server = await serverInTemp({ keep: 1 })
  })
  afterAll(() => server.remove())

  test('without a release a person reads how to publish one, and a script gets a 404', async () => {
    const page = await get('/', PAGE)
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    expect(await page.text()).toContain('npx relevo publish dist')
    expect((await get('/app.js')).headers.get('content-type')).toMatch(/json/)
  })

  test('the current release is served, with the manifest’s types and honest caching', async () => {
    await server.release('r1', OLD)
    await server.release('r2', NEW)
    const index = await get('/')
    expect(await index.text()).toBe('new app')
    expect(Object.fromEntries(index.headers)).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': 'text/html; charset=utf-8',
      etag: `"${sha256Of('new app')}"`,
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    })
    expect((await get('/sw.js')).headers.get('cache-control')).toBe('no-cache')
    expect((await get('/assets/late-C8qKr0yA.js')).headers.get('cache-control')).toMatch(/immutable/)
    expect(await text('/logo.svg?v=3')).toBe('<svg/>')
  })

  test('a page of the release before still finds its chunk', async () => {
    expect(await text('/assets/late-B7pJq9xZ.js')).toBe('old chunk')
    expect(await text('/gone.txt')).toBe('gone')
  })

  test('a navigation to a route of the app gets the app; a missing file is a 404', async () => {
    expect(await text('/calls/42', PAGE)).toBe('new app')
    expect(await text('/calls/', PAGE)).toBe('new app')
    expect((await get('/calls/42')).status).toBe(404)
    expect((await get('/missing.js', PAGE)).status).toBe(404)
    expect((await get('/..%2f..%2ftoken', PAGE)).status).toBe(404)
    expect((await get('//evil.example/', PAGE)).status).toBe(404)
  })

  test('only an answer that depends on Accept says so, or a worker would not find its copy of the app again; all depend on its encodings, which a worker cannot see', async () => {
    const vary = async (path: string) => (await get(path, PAGE)).headers.get('vary')
    expect([await vary('/calls/42'), await vary('/'), await vary('/index.html'), await vary('/logo.svg')]).toEqual([
      'accept, accept-encoding',
      'accept-encoding',
      'accept-encoding',
      'accept-encoding',
    ])
  })

  test('a folder gets its slash, and keeps its query', async () => {
    const response = await get('/guide?a=1?b')
    expect([response.status, response.headers.get('location')]).toEqual([302, '/guide/?a=1?b'])
    expect(await text('/guide/')).toBe('guide')
  })

  test.each<[string, Record<string, string>, number, string, string | null]>([
    ['the whole', {}, 200, 'new chunk', null],
    ['a range', { range: 'bytes=4-6' }, 206, 'chu', 'bytes 4-6/9'],
    ['the end', { range: 'bytes=-3' }, 206, 'unk', 'bytes 6-8/9'],
    ['beyond', { range: 'bytes=9-' }, 416, '', 'bytes */9'],
    ['two ranges', { range: 'bytes=0-1,4-5' }, 200, 'new chunk', null],
    ['nonsense', { range: 'lines=1-2' }, 200, 'new chunk', null],
    [
      'a range of these bytes',
      { range: 'bytes=0-2', 'if-range': `"${sha256Of('new chunk')}"` },
      206,
      'new',
      'bytes 0-2/9',
    ],
    ['a range of other bytes', { range: 'bytes=0-2', 'if-range': '"other"' }, 200, 'new chunk', null],
    ['what is held', { 'if-none-match': `"${sha256Of('new chunk')}"` }, 304, '', null],
    ['what is not held', { 'if-none-match': '"other"' }, 200, 'new chunk', null],
  ])('asked for %s, it answers right, by path and by hash', async (_name, headers, status, body, contentRange) => {
    for (const path of ['/assets/late-C8qKr0yA.js', `/releases/files/${sha256Of('new chunk')}`]) {
      const response = await get(path, headers)
      expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
        status,
        body,
        contentRange,
      ])
    }
  })

  test('HEAD has the headers of GET and no body', async () => {
    for (const path of ['/logo.svg', `/releases/files/${sha256Of('<svg/>')}`, '/releases/r2/manifest.json']) {
      const [got, head] = [await get(path), await get(path, {}, 'HEAD')]
      expect(await head.text()).toBe('')
      for (const name of ['content-length', 'content-type', 'etag', 'cache-control']) {
        expect([path, name, head.headers.get(name)]).toEqual([path, name, got.headers.get(name)])
        expect(head.headers.get(name)).not.toBeNull()
      }
    }
  })

  test('files and manifests of releases are immutable and open to every origin', async () => {
    for (const path of [`/releases/files/${sha256Of('old app')}`, '/releases/r1/manifest.json']) {
      expect(Object.fromEntries((await get(path)).headers)).toMatchObject({
        'cache-control': 'public, max-age=31536000, immutable',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
      })
    }
    expect((await get('/releases/nothing/manifest.json')).status).toBe(404)
    expect((await get(`/releases/files/${'0'.repeat(64)}`)).status).toBe(404)
    expect((await get('/releases/files/..%2f..%2ftoken')).status).toBe(404)
  })

  test('what is served survives a restart, and the oldest releases are let go', async () => {
    await server.restart()
    expect(await text('/gone.txt')).toBe('gone')
    await server.release('r3')
    expect(await text('/logo.svg')).toBe('<svg/>')
    expect((await get('/gone.txt')).status).toBe(404)
    await server.call('POST', '/api/notify-update', { version: 'r1' })
    expect(await text('/')).toBe('old app')
    expect((await get('/logo.svg')).status).toBe(404)
  })
})

describe('below a base', () => {
  beforeAll(async () => {
    server = await serverInTemp({ base: '/app/' })
    await server.release('r1', NEW)
  })
  afterAll(() => server.remove())

  test('the app is there and nowhere else', async () => {
    for (const path of ['/', '/app']) {
      const response = await get(path)
      expect([path, response.status, response.headers.get('location')]).toEqual([path, 302, '/app/'])
    }
    expect(await text('/app/')).toBe('new app')
    expect(await text('/app/logo.svg')).toBe('<svg/>')
    expect((await get('/app/guide')).headers.get('location')).toBe('/app/guide/')
    expect((await get('/logo.svg')).status).toBe(404)
  })
})

describe('in waves', () => {
  test('a tablet without a worker gets with its page the release that version.json told it, and all others what is current', async () => {
    const health = { delay: 0, interval: 0 }
    const { environments } = readConfig({ env: {}, file: { environments: { production: { health } } } }).config
    server = await serverInTemp({ environments })
    onTestFinished(() => server.remove())
    await server.release('r1', { 'index.html': 'old app', 'app.js': 'old script' })
    await server.publish('r2', { 'index.html': 'new app', 'app.js': 'new script' })
    const look = async (tablet: string) => {
      const answer = await get(`/config/version.json?tablet=${tablet}&release=r1&phase=current`)
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
      const { version } = (await answer.json()) as { version: string }
      const page = await text('/', { ...PAGE, cookie })
      return { version, page, script: await text('/app.js', { cookie }) }
    }
    const tablets = ['hall', 'lobby', 'roof']
    for (const tablet of tablets) await look(tablet)
    const isLive = async () => (await server.call('GET', '/api/deployments?status=success')).body.count
    await expect.poll(isLive).toBe(1)
    const waves = [{ count: 1, bake: 0 }, { percent: 100 }]
    const ask = { version: 'r2', strategy: 'canary', waves }
    const { body } = await server.call('POST', '/api/deployments', ask)
    const reached = async () => (await server.call('GET', `/api/deployments/${body.data.id}`)).body.data.wave
    await expect.poll(reached, { timeout: 10_000 }).toBe(1)
    const seen = await Promise.all(tablets.map(look))
    const told = seen.filter(({ version }) => version === 'r2')
    expect(told).toEqual([{ version: 'r2', page: 'new app', script: 'new script' }])
    for (const one of seen.filter((one) => !told.includes(one)))
      expect(one).toEqual({ version: 'r1', page: 'old app', script: 'old script' })

    const chosen = tablets[seen.findIndex(({ version }) => version === 'r2')]
    expect(await text(`/?tablet=${chosen}`, { ...PAGE, cookie: 'relevo-tablet=other' })).toBe('new app')
    expect(await text('/', PAGE)).toBe('old app')
    expect(await text('/?tablet=%00', { ...PAGE, cookie: 'relevo-tablet=%2e%2e' })).toBe('old app')
  })
})
