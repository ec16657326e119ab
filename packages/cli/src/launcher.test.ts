import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ContractServer, TOKEN } from './testing/contract-server.ts'
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
  expect(await spawned(['deploy'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/^relevo: usage/) })
})

test('a folder is published from a shell', async () => {
  const server = await ContractServer.start()
  const folder = await tempFolder({ 'index.html': 'hi' })
  const env = { RELEVO_URL: server.url, RELEVO_TOKEN: TOKEN, RELEVO_VERSION: 'r1' }
  const { code, stdout } = await spawned(['publish', folder, '--json'], env)
  expect(JSON.parse(stdout)).toMatchObject({ success: true, version: 'r1', created: true })
  expect(code).toBe(0)
  expect(server.releases.has('r1')).toBe(true)
})
