import { request } from 'node:http'
import { readConfig } from '@relevo/config'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

const { environments } = readConfig({
  env: {},
  file: {
    environments: {
      staging: { hosts: ['staging.localhost', 'panel.staging.example'] },
      production: {},
      elsewhere: { hosts: ['elsewhere.localhost'], deployer: { kind: 'notify' } },
    },
  },
}).config

let server: TestServer
beforeEach(async () => {
  server = await serverInTemp({ environments })
  for (const version of ['r1', 'r2']) await server.publish(version, { 'index.html': version })
})
afterEach(() => server.remove())

/** What a tablet gets that comes by a host name; `fetch` sets that header by itself. */
function get(path: string, host: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    request(server.url + path, { headers: { host, accept: 'text/html' } }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      resolve({ status: response.statusCode ?? 0, text })
    })
      .on('error', reject)
      .end()
  })
}
const notify = (version: string, environment: string) =>
  server.call('POST', '/api/notify-update', { version, environment })
const versionBy = async (host: string) => JSON.parse((await get('/config/version.json', host)).text).version

describe('the host name tells the environment', () => {
  beforeEach(async () => {
    await notify('r1', 'production')
    await notify('r2', 'staging')
  })

  test.each([
    ['staging.localhost', 'r2'],
    ['staging.localhost:8604', 'r2'],
    ['STAGING.localhost', 'r2'],
    ['panel.staging.example', 'r2'],
    ['localhost', 'r1'],
    ['[::1]:8604', 'r1'],
    ['xstaging.localhost', 'r1'],
    ['staging.localhost.example', 'r1'],
    ['constructor', 'r1'],
  ])('%s gets %s, in version.json and as the app', async (host, version) => {
    expect(await versionBy(host)).toBe(version)
    expect((await get('/', host)).text).toBe(version)
  })

  test('and where a tablet belongs, which it can change', async () => {
    await get('/config/version.json?tablet=hall&release=r1', 'localhost')
    const tablet = async () => (await server.call('GET', '/api/tablets/hall')).body.data
    expect(await tablet()).toMatchObject({ environment: 'production', desired: 'r1' })
    await get('/config/version.json?tablet=hall&release=r1', 'staging.localhost')
    expect(await tablet()).toMatchObject({ environment: 'staging', desired: 'r2' })
    expect((await notify('r1', 'production')).body.data.tablets).toBe(0)
    expect((await notify('r2', 'staging')).body.data.tablets).toBe(1)
    const { data } = (await server.call('GET', '/api/events?tablet=hall')).body
    expect(data.at(-1)).toMatchObject({ type: 'tablet-moved', data: { from: 'production', environment: 'staging' } })
  })

  test('also after a restart', async () => {
    await server.restart()
    expect([await versionBy('staging.localhost'), await versionBy('localhost')]).toEqual(['r2', 'r1'])
  })
})

test('a release that somebody else serves need not be here: tablets are told its name, and nothing to fetch it by', async () => {
  expect((await notify('20250330-a1b2c3d', 'staging')).body.error.code).toBe('release-unknown')
  const { status, body } = await notify('20250330-a1b2c3d', 'elsewhere')
  expect([status, body.data]).toMatchObject([200, { version: '20250330-a1b2c3d', environment: 'elsewhere' }])
  const { text } = await get('/config/version.json', 'elsewhere.localhost')
  expect(JSON.parse(text)).toEqual({ version: '20250330-a1b2c3d', force: false, spread: 0, blocked: [] })
  expect((await get('/', 'elsewhere.localhost')).status).toBe(404)
})

test('an environment that is configured no more keeps what it has, and new ones begin empty', async () => {
  await notify('r1', 'staging')
  await notify('r2', 'production')
  await server.restart({
    environments: readConfig({ env: {}, file: { environments: { production: {}, later: {} } } }).config.environments,
  })
  const { data } = (await server.call('GET', '/api/environments')).body
  expect(data.map(({ name, current }: Record<string, string>) => [name, current])).toEqual([
    ['elsewhere', undefined],
    ['later', undefined],
    ['production', 'r2'],
    ['staging', 'r1'],
  ])
  expect(data.map(({ rules }: { rules?: object }) => rules !== undefined)).toEqual([false, true, true, false])
  // Its host name is nobody's now.
  expect(await versionBy('staging.localhost')).toBe('r2')
})

test('an environment says what it is configured to keep to, in seconds, and none of its addresses and commands', async () => {
  const { data } = (await server.call('GET', '/api/environments')).body
  const rulesOf = (wanted: string) => data.find(({ name }: { name: string }) => name === wanted).rules
  expect(rulesOf('elsewhere')).toEqual({
    hosts: ['elsewhere.localhost'],
    previewHosts: ['preview.elsewhere.localhost'],
    approval: false,
    deployer: 'notify',
    health: { delay: 10, timeout: 5, attempts: 3, interval: 5 },
    plan: { strategy: 'all' },
  })
  expect(rulesOf('staging').hosts).toEqual(['staging.localhost', 'panel.staging.example'])
})
