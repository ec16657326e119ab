import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { manifestOf, sha256Of, TOKEN } from './testing/server-in-temp.ts'
import { type ServerProcess, serverProcess } from './testing/server-process.ts'

/** Text that takes brotli seconds. */
const text = (seed: number) => {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 4).toString(36)
  }
  return Array.from({ length: 300_000 }, next).join(' ')
}
const BIG = text(1)
const content = (line: string): Record<string, string> => ({
  'index.html': '<!doctype html>',
  'app.js': `${line} ${BIG}`,
})

async function publish(server: ServerProcess, version: string) {
  const files = content(version)
  const manifest = manifestOf(version, files)
  for (const bytes of Object.values(files)) {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/octet-stream' }
    await fetch(`${server.url}/api/releases/files/${sha256Of(bytes)}`, { method: 'PUT', headers, body: bytes })
  }
  await server.call('POST', '/api/releases', { manifest })
  await server.call('POST', '/api/notify-update', { version })
}

test('a server that is killed while it packs goes on where it stood, with nothing half there and nothing made twice', async () => {
  const data = await mkdtemp(join(tmpdir(), 'relevo-kill-packing-'))
  onTestFinished(() => rm(data, { recursive: true }))
  const unfinished = () => readdir(join(data, 'packed', 'unfinished'))
  const packing = async (server: ServerProcess) => (await server.call('GET', '/api/releases/r2/packing')).body.data

  const first = await serverProcess(data)
  await publish(first, 'r1')
  await publish(first, 'r2')
  // The patch is there, and the thread is in the middle of brotli.
  await expect.poll(async () => (await packing(first)).patches, { timeout: 60_000 }).toMatchObject([{ phase: 'made' }])
  await expect.poll(unfinished, { timeout: 60_000 }).not.toEqual([])
  const before = await packing(first)
  await first.kill()
  expect(await unfinished()).not.toEqual([])

  const second = await serverProcess(data)
  const news = (await (await fetch(`${second.url}/config/version.json`)).json()) as object
  expect(news).toMatchObject({ version: 'r2', patchFrom: ['r1'] })
  await expect.poll(async () => (await packing(second)).phase, { timeout: 90_000 }).toBe('done')
  const after = await packing(second)
  expect(after.patches).toMatchObject([{ ...before.patches[0], full: expect.any(Number) }])
  expect(await unfinished()).toEqual([])
  expect(await second.stop()).toBe(0)
}, 240_000)

test('a server that is told to stop while it packs stops at once', async () => {
  const data = await mkdtemp(join(tmpdir(), 'relevo-stop-packing-'))
  onTestFinished(() => rm(data, { recursive: true }))
  const server = await serverProcess(data)
  await publish(server, 'r1')
  await expect.poll(() => readdir(join(data, 'packed', 'unfinished')), { timeout: 60_000 }).not.toEqual([])
  const asked = performance.now()
  expect(await server.stop()).toBe(0)
  expect(performance.now() - asked).toBeLessThan(5_000)
  expect(await readdir(join(data, 'packed', 'unfinished'))).toEqual([])
}, 120_000)
