import { request } from 'node:http'
import { expect, test } from 'vitest'
import { commandPanel } from './testing/command-panel.ts'
import { sha256Of, TOKEN } from './testing/server-in-temp.ts'

/** Does a process live? */
function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a server that is asked to stop tells its command to, and runs it again when it starts', async () => {
  const panel = await commandPanel()
  const begun = panel.boss.hold('deploy r2')
  const id = await panel.order('r2')
  const worker = await begun
  const stopped = panel.server.stop()
  await worker.toldToStop
  expect(await stopped).toBe(0)
  expect(lives(worker.pid)).toBe(false)
  await panel.restart()
  const done = await panel.reaches(id, 'success')
  expect(panel.boss.started).toEqual(['prepare r2', 'deploy r2', 'deploy r2', 'check r2'])
  expect(done.version).toBe('r2')
})

test('it does so at once, though somebody is still sending or downloading', async () => {
  const panel = await commandPanel()
  const half = request(`${panel.server.url}/api/releases/files/${sha256Of('half')}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/octet-stream' },
  })
  half.on('error', () => undefined) // it is cut
  await new Promise((resolve) => half.write('ha', resolve))
  const begun = panel.boss.hold('deploy r2')
  await panel.order('r2')
  const worker = await begun
  const stopped = panel.server.stop()
  await worker.toldToStop
  expect(await stopped).toBe(0)
  expect(lives(worker.pid)).toBe(false)
})

test('a command that does not stop is ended before the server is gone', async () => {
  const panel = await commandPanel()
  const begun = panel.boss.hold('deploy r2')
  await panel.order('r2')
  const worker = await begun
  await worker.stay()
  const stopped = panel.server.stop()
  await worker.toldToStop
  expect(await stopped).toBe(0)
  expect(lives(worker.pid)).toBe(false)
})
