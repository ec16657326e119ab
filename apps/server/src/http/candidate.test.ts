import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DeploymentServer, deploymentServer } from '../testing/deployment-server.ts'

let server: DeploymentServer
beforeEach(async () => {
  server = await deploymentServer()
  await server.deployed('r1', { environment: 'production' })
})
afterEach(() => server.remove())

const waves = [{ groups: ['qa'], bake: 0 }]
const checkIn = (tablet: string, release: string, more = '') =>
  fetch(`${server.url}/config/version.json?tablet=${tablet}&release=${release}${more}`)
const wanted = async (tablet: string, release: string, more = '') =>
  (await (await checkIn(tablet, release, more)).json()) as { version: string }
/** What a browser is shown that navigates there. */
const page = async (headers: Record<string, string>, path = '/') =>
  (await fetch(server.url + path, { headers: { accept: 'text/html', ...headers } })).text()
/** `fetch` lets nobody choose the host that is asked. */
const pageBy = (host: string) =>
  new Promise<string>((resolve, reject) => {
    const asked = request(`${server.url}/`, { headers: { host, accept: 'text/html' } }, async (answer) => {
      let text = ''
      for await (const part of answer) text += part
      resolve(text)
    })
    asked.on('error', reject).end()
  })
const inPhase = (id: string, phase: string) =>
  expect
    .poll(async () => (await server.call('GET', `/api/deployments/${id}`)).body.data, { timeout: 5_000, interval: 5 })
    .toMatchObject({ phase })

describe('a canary', () => {
  it('shows the candidate to the tablets of its wave, with a worker or without, and the current release to all others', async () => {
    await wanted('qa-1', 'r1')
    await server.call('PATCH', '/api/tablets/qa-1', { group: 'qa' })
    const { body } = await server.order('r2', { environment: 'production', strategy: 'canary', waves })
    await inPhase(body.data.id, 'spreading')
    await expect.poll(() => wanted('qa-1', 'r1')).toMatchObject({ version: 'r2' })
    expect(await wanted('lobby-1', 'r1')).toMatchObject({ version: 'r1' })
    const cookie = (await checkIn('qa-1', 'r1')).headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(await page({ cookie })).toBe('r2')
    expect(await page({ cookie: cookie.replace('qa-1', 'lobby-1') })).toBe('r1')
    expect(await page({ cookie }, '/?tablet=lobby-1')).toBe('r1')
    expect(await page({})).toBe('r1')
    const { data } = (await server.call('GET', '/api/tablets/lobby-1')).body
    expect(data.why).toMatchObject({ because: 'before-its-wave', deployment: body.data.id })
  })

  it('says a cookie once, and none to who looks without a name', async () => {
    const first = await checkIn('lobby-1', 'r1')
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(cookie).toBe('relevo-tablet=lobby-1')
    const again = await fetch(`${server.url}/config/version.json?tablet=lobby-1&release=r1`, { headers: { cookie } })
    expect(again.headers.get('set-cookie')).toBe(null)
    expect((await fetch(`${server.url}/config/version.json`)).headers.get('set-cookie')).toBe(null)
  })

  it('leaves everybody on what is current when it is called off', async () => {
    await wanted('lobby-1', 'r1')
    const plan = { strategy: 'canary', waves: [{ percent: 100 }] }
    const { id } = (await server.order('r2', { environment: 'production', ...plan })).body.data
    await inPhase(id, 'spreading')
    await expect.poll(() => wanted('lobby-1', 'r1')).toMatchObject({ version: 'r2' })
    await server.call('POST', `/api/deployments/${id}/abort`, { reason: 'wrong build' })
    expect(await wanted('lobby-1', 'r2')).toMatchObject({ version: 'r1' })
    const { data } = (await server.call('GET', `/api/deployments/${id}/tablets`)).body
    expect(data).toMatchObject([{ tablet: 'lobby-1', state: 'superseded' }])
  })

  it('forces a single tablet past the waves, and says so in its list', async () => {
    await wanted('lobby-1', 'r1')
    const { id } = (await server.order('r2', { environment: 'production', strategy: 'canary', waves })).body.data
    await inPhase(id, 'spreading')
    expect(await wanted('lobby-1', 'r1')).toMatchObject({ version: 'r1' })
    const ordered = await server.call('POST', '/api/tablets/lobby-1/update', { force: true })
    expect(ordered.body.data).toEqual({ ordered: 1 })
    expect(await wanted('lobby-1', 'r1')).toMatchObject({ version: 'r2', force: true })
  })
})

describe('blue-green', () => {
  it('shows the release on the preview until it is switched to, then to everybody, and goes back at once', async () => {
    const { id } = (await server.order('r2', { environment: 'production', strategy: 'blue-green' })).body.data
    await inPhase(id, 'previewing')
    const { previewUrl } = (await server.call('GET', `/api/deployments/${id}`)).body.data
    expect(new URL(previewUrl).hostname).toBe('preview.localhost')
    expect([await pageBy('preview.localhost'), await page({})]).toEqual(['r2', 'r1'])
    for (let click = 0; click < 2; click++)
      expect((await server.call('POST', `/api/deployments/${id}/promote`)).status).toBe(200)
    expect((await server.ended(id)).body.data).toMatchObject({ status: 'success' })
    expect(await page({})).toBe('r2')
    await server.call('POST', `/api/deployments/${id}/rollback`, {})
    expect((await server.ended(id)).body.data).toMatchObject({ status: 'rolled_back', rollbackTo: 'r1' })
    expect(await page({})).toBe('r1')
  })
})

describe('a plan', () => {
  it('is refused whole, with every fault named, and shows who would be in which wave', async () => {
    const wrong = { strategy: 'canary', waves: [{ percent: 0 }, { percent: 5, count: 3 }] }
    const refused = await server.order('r2', { environment: 'production', ...wrong })
    expect([refused.status, refused.body.error.code]).toEqual([400, 'plan-invalid'])
    expect(refused.body.error.detail).toMatch(/waves\[0\]\.percent.*waves\[1\]/)
    for (let i = 0; i < 20; i++) await wanted(`lobby-${i}`, 'r1')
    const plan = { strategy: 'canary', waves: [{ percent: 10 }, { percent: 50 }] }
    const { data } = (await server.call('POST', '/api/deployments/plan', { environment: 'production', ...plan })).body
    expect(data.waves.map(({ members }: { members: number }) => members)).toEqual([2, 8, 10])
  })
})
