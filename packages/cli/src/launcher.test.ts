import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ContractServer } from './testing/contract-server.ts'
import { COURSES } from './testing/courses.ts'
import { tempFolder } from './testing/temp-folder.ts'

const LAUNCHER = fileURLToPath(new URL('../bin/relevo.js', import.meta.url))

/** A process of its own, as a shell starts it: without any option of this one. */
function spawned(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const { PATH = '' } = process.env
    execFile(process.execPath, [LAUNCHER, ...args], { env: { PATH, ...env } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

test('the launcher runs the source of a checkout, and its exit code is the program’s', async () => {
  expect(await spawned(['version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: '',
  })
  expect(await spawned(['deplore'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/^relevo: usage/) })
})

test('a folder is published from a shell', async () => {
  const server = await ContractServer.start()
  const folder = await tempFolder({ 'index.html': 'hi' })
  const env = { ...server.env, RELEVO_VERSION: 'r1' }
  const { code, stdout } = await spawned(['publish', folder, '--json'], env)
  expect(JSON.parse(stdout)).toMatchObject({ success: true, version: 'r1', created: true })
  expect(code).toBe(0)
  expect(server.releases.has('r1')).toBe(true)
})

test('Ctrl-C ends the waiting for a deployment, and not the deployment', async () => {
  const server = await ContractServer.start()
  server.hasRelease('r1')
  server.deployments.course = COURSES.endless
  const { PATH = '' } = process.env
  const env = { PATH, ...server.env }
  const child = spawn(process.execPath, [LAUNCHER, 'deploy', 'r1', '--wait', '--json'], { env })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  // It has asked once, so it is waiting.
  server.fault = (request) => {
    if (request === 'GET /api/deployments/d1') child.kill('SIGINT')
    return undefined
  }
  const [code] = await once(child, 'close')
  expect(code).toBe(130)
  expect(JSON.parse(stdout)).toMatchObject({ success: false, outcome: 'interrupted', id: 'd1' })
  expect(server.deployments.all[0]).toMatchObject({ status: 'deploying' })
})
