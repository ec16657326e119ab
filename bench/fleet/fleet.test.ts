import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../../apps/server/src/testing/server-in-temp.ts'
import { type Asked, readOptions } from './options.ts'
import { populate } from './population.ts'
import { type RunningFleet, runFleet } from './run-fleet.ts'

const TABLETS = 200
const PROGRAM = join(import.meta.dirname, 'main.ts')
const QUICK = '--download 0.05 --answer 0.01 --start 0.05 --connect 2000 --poll 5'

let server: TestServer
let fleet: RunningFleet | undefined

beforeEach(async () => {
  // The fleet is in the same process, and makes the server wait: on a busy machine that would be a storm.
  server = await serverInTemp({ limits: { perToken: 600, signIns: 10, late: 0 } })
  await server.release('r1')
  await server.publish('r2', { 'index.html': 'r2' })
})
afterEach(async () => {
  fleet?.stop()
  fleet = undefined
  await server.remove()
})

function start(more = ''): RunningFleet {
  const asked: Asked = readOptions(`--url ${server.url} --tablets ${TABLETS} ${QUICK} ${more}`.trim().split(' '))
  fleet = runFleet(populate(TABLETS, asked.name), 'r1', asked)
  return fleet
}

/** How many tablets the server has, by what it knows of them. */
async function known(of: (tablet: { release: string; phase: string; online: boolean; error?: string }) => string) {
  const { data } = (await server.call('GET', `/api/tablets?limit=1000`)).body
  const counts: Record<string, number> = {}
  for (const tablet of data) counts[of(tablet)] = (counts[of(tablet)] ?? 0) + 1
  return counts
}

const areSame = ([server, fleet]: unknown[]) => isDeepStrictEqual(server, fleet)

test('200 tablets take a release over the real protocol, and the server sees what they say', async () => {
  const { figures } = start('--fail 0.1')
  await expect.poll(() => figures().connected).toBe(TABLETS)
  await expect.poll(() => known(({ release, phase }) => `${release} ${phase}`)).toEqual({ 'r1 current': TABLETS })
  await server.call('POST', '/api/notify-update', { version: 'r2' })

  // What hangs is found by the watchdog, half a minute after its start: it counts as on trial here.
  const over = () => {
    const { releases, phases } = figures()
    const { current = 0, rolled_back: back = 0, trial = 0 } = phases
    return current + back + trial === TABLETS && releases.r1 === back && current > 0.75 * TABLETS
  }
  await expect.poll(over, { timeout: 30_000, interval: 100 }).toBe(true)
  const { phases, failed, errors, hint } = figures()
  expect(phases.rolled_back).toBeGreaterThan(0)
  expect(Object.values(failed).reduce((sum, count) => sum + count)).toBe(phases.rolled_back)
  expect(hint).toMatchObject({ version: 'r2', received: TABLETS })
  expect(errors).toEqual({})
  await expect.poll(async () => [await known(({ phase }) => phase), figures().phases]).toSatisfy(areSame)
  await expect.poll(async () => [await known(({ release }) => release), figures().releases]).toSatisfy(areSame)
}, 60_000)

test('without MQTT they find it with their polls', async () => {
  const { figures } = start('--no-mqtt --poll 1')
  await expect.poll(() => figures().phases.current).toBe(TABLETS)
  await server.call('POST', '/api/notify-update', { version: 'r2', force: true })
  await expect.poll(() => figures().releases).toEqual({ r2: TABLETS })
  expect(figures()).toMatchObject({ connected: 0, errors: {} })
})

test('tablets that are off come back, and take what they missed', async () => {
  const { figures } = start('--offline 0.5 --away 1')
  await expect.poll(() => figures().offline).toBeLessThan(TABLETS)
  await server.call('POST', '/api/notify-update', { version: 'r2' })
  await expect.poll(() => figures().releases, { timeout: 30_000 }).toEqual({ r2: TABLETS })
  expect(figures().offline).toBeGreaterThan(0)
})

test('the program ends at Ctrl-C, and the server has every last will', async () => {
  const args = ['--url', server.url, '--tablets', '20', '--json']
  const child = spawn(process.execPath, ['--conditions=@relevo/source', PROGRAM, ...args])
  let printed = ''
  child.stdout.on('data', (text) => (printed += text))
  await expect.poll(() => printed).toContain('"connected":20,')
  child.kill('SIGINT')
  expect((await once(child, 'close'))[0]).toBe(0)
  await expect.poll(() => known(({ online }) => String(online))).toEqual({ false: 20 })
  const last = JSON.parse(printed.trim().split('\n').at(-1) ?? '')
  expect(last).toMatchObject({ tablets: 20, releases: { r1: 20 }, errors: {} })
})

test.each([
  [
    ['--fail', 'often'],
    2,
    'fleet: --fail must be a share from 0 to 1, not "often"\nnpm run fleet -- --help tells every option\n',
  ],
  [
    ['--url', 'http://127.0.0.1:1'],
    3,
    'fleet: no answer from http://127.0.0.1:1/config/version.json: connect ECONNREFUSED 127.0.0.1:1\n',
  ],
  [
    ['--groups', 'lobby:1', '--release', 'r1'],
    2,
    'fleet: --groups takes a token with the scope admin: set RELEVO_TOKEN\nnpm run fleet -- --help tells every option\n',
  ],
])('%j ends with %i', async (args, code, says) => {
  const child = spawn(process.execPath, ['--conditions=@relevo/source', PROGRAM, ...args], { env: {} })
  let printed = ''
  child.stderr.on('data', (text) => (printed += text))
  expect((await once(child, 'close'))[0]).toBe(code)
  expect(printed).toBe(says)
})
