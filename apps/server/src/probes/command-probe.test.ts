import { execFileSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createProber } from './index.ts'

const ORDER = { deployment: 'd1', environment: 'production', version: 'v1', previous: 'v0' }
const prober = createProber({ now: Date.now })
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-probe-'))
})
afterEach(() => rm(folder, { recursive: true }))

const probe = (command: string[], timeout = 20_000, signal = new AbortController().signal) =>
  prober.probe({ command, must: true }, ORDER, timeout, signal)
const sh = (script: string, timeout?: number, signal?: AbortSignal) => probe(['sh', '-c', script], timeout, signal)

test('an end with 0 is healthy, any other is not; what it printed is kept', async () => {
  expect(await sh('echo all well')).toMatchObject({ verdict: 'healthy', excerpt: 'all well' })
  expect(await sh('echo no disk >&2; exit 3')).toMatchObject({
    verdict: 'unhealthy',
    detail: 'exit code 3',
    excerpt: 'no disk',
  })
  expect(await sh('kill -9 $$')).toMatchObject({ verdict: 'unhealthy', detail: 'ended by SIGKILL' })
})

test('a command that could not be started is unmeasured', async () => {
  const missing = { verdict: 'unmeasured', detail: 'the command could not be started (ENOENT)' }
  expect(await probe([join(folder, 'missing')])).toMatchObject(missing)
  expect(await sh('no-such-program-here')).toMatchObject({ verdict: 'unmeasured' })
  expect(await probe(['sh', 'a\0b'])).toMatchObject({ verdict: 'unmeasured' })
})

test('it knows the order, and none of the server’s secrets', async () => {
  process.env.RELEVO_TOKEN = 'hidden'
  const { excerpt } = await sh('echo $RELEVO_STEP $RELEVO_VERSION $RELEVO_PREVIOUS; env')
  delete process.env.RELEVO_TOKEN
  expect(excerpt).toMatch(/^check v1 v0 /)
  expect(excerpt).not.toContain('hidden')
})

test('one that does not end is killed with its children, however they take SIGTERM', async () => {
  const life = join(folder, 'life')
  execFileSync('sh', ['-c', 'mkfifo "$0"', life])
  const child = createReadStream(life) // ends when the last process that writes to it does
  const stubborn = `trap '' TERM; (trap '' TERM; exec >'${life}' 2>&1; echo up; while :; do sleep 1; done) & wait`
  expect(await sh(stubborn, 1_500)).toMatchObject({ verdict: 'unhealthy', detail: 'no end within 1.5 s' })
  expect(await text(child)).toBe('up\n')
})

test('one that is called off is unmeasured', async () => {
  const calling = new AbortController()
  const found = sh('sleep 60', 60_000, calling.signal)
  calling.abort()
  expect(await found).toMatchObject({ verdict: 'unmeasured', detail: 'called off' })
})

test('one that leaves a child behind, which holds its output open, has ended all the same', async () => {
  const found = await sh("(trap '' HUP; sleep 5) & echo done")
  expect(found).toMatchObject({ verdict: 'healthy', excerpt: 'done' })
  expect(found.latency).toBeLessThan(4_000)
})
