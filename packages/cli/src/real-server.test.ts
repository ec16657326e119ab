import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { relevo } from './testing/program.ts'
import { realServer } from './testing/real-server.ts'
import { tempFolder } from './testing/temp-folder.ts'

test('the real server takes a release, hosts it byte for byte, and tells its state', async () => {
  const env = await realServer()
  const files = { 'index.html': '<h1>hi', 'sw.js': 'worker()', 'fotos/año nuevo.txt': 'feliz', 'empty.txt': '' }
  const folder = await tempFolder({ ...files, 'big.bin': Buffer.alloc(5_000_000, 'relevo') })
  const first = await relevo(['publish', folder, '--version', 'r1', '--notes', 'new', '--commit', 'abc', '--json'], env)
  expect(JSON.parse(first.stdout)).toMatchObject({
    success: true,
    version: 'r1',
    created: true,
    uploaded: 5,
    notified: { environment: 'production', duplicate: false, tablets: 0 },
  })
  for (const [path, content] of Object.entries(files)) {
    const response = await fetch(new URL(encodeURI(path), env.RELEVO_URL))
    expect({ path, status: response.status, text: await response.text() }).toEqual({ path, status: 200, text: content })
  }
  await writeFile(join(folder, 'index.html'), '<h1>ho')
  const second = await relevo(['publish', folder, '--version', 'r2', '--no-notify'], env)
  expect(second.stdout).toContain('Sent 1 file, 6 B; saved 5.0 MB.')
  const other = await relevo(['publish', folder, '--version', 'r1', '--no-notify'], env)
  expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('release-differs') })

  await fetch(new URL('config/version.json?tablet=lobby-1&release=r1', env.RELEVO_URL))
  await fetch(
    new URL(
      'config/version.json?tablet=door&release=r1&phase=rolled_back&target=r2&error=boot-timeout',
      env.RELEVO_URL,
    ),
  )
  expect((await relevo(['tablets'], env)).stdout).toMatch(
    /^door +- +- +production +r1 .* rolled_back +r2 +boot-timeout .* online$/m,
  )
  const userAgent =
    'Mozilla/5.0 (Linux; Android 9; wv) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/83.0 Safari/537.36'
  const stuck = 'config/version.json?tablet=hall&release=r0&phase=stuck&target=r1&error=incompatible'
  await fetch(new URL(stuck, env.RELEVO_URL), { headers: { 'user-agent': userAgent } })
  expect((await relevo(['tablets'], env)).stdout).toMatch(
    /^hall +- +- +production +r0 .* stuck +r1 +incompatible +chrome 83 /m,
  )
  expect((await relevo(['status'], env)).stdout).toMatch(/^1 tablet stuck on the way to r1 \(hall\): incompatible$/m)
  expect((await relevo(['status'], env)).stdout).toMatch(
    /production +r1 +no.*production +r1 +current +1 tablet, 1 online/s,
  )
  expect((await relevo(['notify', 'r2', '--force', '--retry'], env)).stdout).toBe(
    'production: r2 is current, by force. 3 tablets known there.\n',
  )
  expect(await relevo(['notify', 'r9'], env)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('release-unknown'),
  })
  expect(await relevo(['status'], { ...env, RELEVO_TOKEN: 'wrong' })).toMatchObject({ code: 1 })
})

test('waiting for the real server ends by the real clock, and the deployment goes on', async () => {
  const env = await realServer()
  const folder = await tempFolder({ 'index.html': '<h1>hi' })
  const waited = await relevo(['deploy', folder, '--version', 'r1', '--wait', '--timeout', '3', '--json'], env)
  expect([waited.code, waited.stderr]).toEqual([6, expect.not.stringContaining('internal')])
  expect(JSON.parse(waited.stdout)).toMatchObject({ success: false, outcome: 'timed_out', status: 'deploying' })
})
