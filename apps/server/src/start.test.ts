import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { httpEndpoint } from './testing/http-endpoint.ts'
import { manifestOf, sha256Of } from './testing/server-in-temp.ts'

const START = fileURLToPath(new URL('./start.ts', import.meta.url))
let data: string
let running: ChildProcess[] = []

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'relevo-start-'))
})
afterEach(async () => {
  for (const child of running) if (child.exitCode === null && child.signalCode === null) await killed(child, 'SIGKILL')
  running = []
  await rm(data, { recursive: true })
})

interface Process {
  child: ChildProcess
  /** What it printed; complete after `once(child, 'close')`. */
  out(): string
  err(): string
}

function start(env: Record<string, string> = {}): Process {
  const settings = { PORT: '0', MQTT_PORT: 'auto', HOST: '127.0.0.1', RELEVO_DATA: data, RELEVO_LOG: 'warn', ...env }
  const args = ['--conditions=@relevo/source', START]
  const child = spawn(process.execPath, args, { cwd: data, env: { PATH: process.env.PATH ?? '', ...settings } })
  running.push(child)
  const printed = { out: '', err: '' }
  child.stdout.on('data', (text) => (printed.out += text))
  child.stderr.on('data', (text) => (printed.err += text))
  return { child, out: () => printed.out, err: () => printed.err }
}

async function ready({ out, err }: Process) {
  await expect.poll(out, { timeout: 15_000, message: err() }).toMatch(/npx relevo publish dist/)
  const line = (name: string) => new RegExp(`^${name} +(.+)$`, 'm').exec(out())?.[1] ?? ''
  return { url: line('Server'), token: line('Token').split(' ')[0] ?? '', line }
}

async function killed(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const end = once(child, 'close')
  child.kill(signal)
  return (await end)[0]
}

test('it says where everything is, with real ports and the token to use, and stops when told', async () => {
  const first = start()
  const { url, token, line } = await ready(first)
  expect(line('Dashboard')).toBe(`${url}/dashboard`)
  expect(line('Tablet')).toBe(`${url}/`)
  expect(line('MQTT')).toMatch(/^mqtt:\/\/localhost:[1-9]\d+ {2}ws:\/\/localhost:\d+\/mqtt$/)
  expect((await readFile(join(data, 'token'), 'utf8')).trim()).toBe(token)
  expect((await stat(join(data, 'token'))).mode & 0o777).toBe(0o600)
  const listed = await fetch(`${url}/api/tablets`, { headers: { authorization: `Bearer ${token}` } })
  expect(listed.status).toBe(200)
  expect(await killed(first.child, 'SIGTERM')).toBe(0)
  expect((await ready(start())).token).toBe(token)
})

test('it says loudly when anyone may report as a tablet, and how to close it', async () => {
  const open = start({ RELEVO_ACCESS: 'open' })
  expect((await ready(open)).line('Access')).toMatch(/^OPEN: anyone .* RELEVO_ACCESS=enrolled closes it/)
  await killed(open.child, 'SIGKILL')
  expect((await ready(start())).line('Access')).toMatch(/^enrolled tablets only/)
})

test('a token that was given is not printed', async () => {
  const given = start({ RELEVO_TOKEN: 'given-by-the-operator' })
  expect((await ready(given)).line('Token')).toBe('the one you configured')
  expect(given.out() + given.err()).not.toContain('given-by-the-operator')
})

test.each(['PORT', 'MQTT_PORT'])('a taken %s is told by its name, with what to do', async (name) => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const refused = start({ [name]: String(port) })
  const [code] = await once(refused.child, 'close')
  other.close()
  expect(code).toBe(1)
  expect(refused.err()).toContain(`port-taken: ${name} ${port}`)
  expect(refused.err()).toMatch(/choose another port/)
})

test('bad settings are told all at once, those of a file too, and no secret with them', async () => {
  await writeFile(join(data, 'relevo.config.ts'), "export default { keep: 'y', prot: 1, token: 'my s3cret' as string }")
  const refused = start({ PORT: 'x' })
  expect((await once(refused.child, 'close'))[0]).toBe(1)
  expect(refused.err()).toMatch(
    /cannot be used\. \(config-invalid\)\n {2}- PORT is "x": .+\n {2}- token is a secret .+\n {2}- keep is "y": .+\n {2}- prot is no setting\. Did you mean port\?\n/,
  )
  expect(refused.out() + refused.err()).not.toContain('s3cret')
})

test('a file is read, and variables win over it', async () => {
  await writeFile(join(data, 'own.mjs'), "export default { port: 1, token: 'the-token-of-a-file' }")
  const { url } = await ready(start({ RELEVO_CONFIG: 'own.mjs' }))
  const listed = await fetch(`${url}/api/tablets`, { headers: { authorization: 'Bearer the-token-of-a-file' } })
  expect(listed.status).toBe(200)
})

test('a second server over the same data is refused', async () => {
  await ready(start())
  const second = start()
  expect((await once(second.child, 'close'))[0]).toBe(1)
  expect(second.err()).toMatch(/data-unusable.*another server/)
})

test('after kill -9 in the middle of an upload, everything that was answered is there and nothing is half', async () => {
  const first = start({ RELEVO_ACCESS: 'open' })
  const { url, token } = await ready(first)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const post = (path: string, body: unknown) =>
    fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  const upload = { ...headers, 'content-type': 'application/octet-stream' }
  await fetch(`${url}/api/releases/files/${sha256Of('app')}`, { method: 'PUT', headers: upload, body: 'app' })
  expect((await post('/api/releases', { manifest: manifestOf('r1', { 'index.html': 'app' }) })).status).toBe(201)
  const answer = await (await post('/api/notify-update', { version: 'r1', force: true })).json()
  await fetch(`${url}/config/version.json?tablet=hall&release=r0&phase=rolled_back&target=r1&error=boot-error`)
  const half = request(`${url}/api/releases/files/${sha256Of('half')}`, { method: 'PUT', headers: upload })
  half.on('error', () => undefined) // its server is going to be killed
  half.write('ha')
  await expect.poll(() => readdir(join(data, 'files', 'unfinished'))).toHaveLength(1)
  await killed(first.child, 'SIGKILL')

  const { url: next } = await ready(start())
  expect(await readdir(join(data, 'files', 'unfinished'))).toEqual([])
  expect(await (await fetch(`${next}/`)).text()).toBe('app')
  const get = async (path: string) => (await fetch(next + path, { headers })).json()
  const { changedAt } = (answer as { data: { changedAt: string } }).data
  expect(await get('/api/environments')).toMatchObject({
    data: [{ current: 'r1', force: true, changedAt }, { name: 'staging' }],
  })
  expect(await get('/api/tablets/hall')).toMatchObject({
    data: { phase: 'rolled_back', error: { code: 'boot-error' } },
  })
  const log = (await get('/api/events')) as { data: { type: string }[] }
  expect(log.data.map(({ type }) => type)).toEqual([
    'release-published',
    'deployment-requested',
    'deployment-started',
    'release-current',
    'tablet-new',
    'tablet-rolled-back',
  ])
})

test('told to stop, it ends the command of a deployment first, also while a sink of notices does not answer', async () => {
  const sink = await httpEndpoint(() => 'hang')
  const deploy = [
    '/bin/sh',
    '-c',
    'trap "echo ended >>told; exit" TERM; echo begun >>told; while :; do sleep 0.1; done',
  ]
  const environments = { production: { deployer: { kind: 'command', deploy } } }
  const notices = { webhook: { url: sink.url, events: ['started'] } }
  await writeFile(join(data, 'relevo.config.json'), JSON.stringify({ environments, notices }))
  const { url, token } = await ready(start())
  const told = () => readFile(join(data, 'told'), 'utf8').catch(() => '')
  await fetch(`${url}/api/deployments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ version: 'r1' }),
  })
  await sink.has(1)
  await expect.poll(told, { timeout: 5_000 }).toBe('begun\n')
  running[0]?.kill('SIGTERM')
  await expect.poll(told, { timeout: 5_000 }).toBe('begun\nended\n')
})
