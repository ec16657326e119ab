import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from '@playwright/test'

const root = join(import.meta.dirname, '..')

/** Run one of the repository's own commands until a line of its output matches. */
function start(script: string, env: Record<string, string>): ChildProcess {
  const command = ['--conditions=@relevo/source', join(root, 'scripts', script)]
  return spawn(join(root, 'node_modules/.bin/node'), command, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

test('a newcomer starts everything, opens the tablet, publishes the next release and sees it change', async ({
  page,
}) => {
  const data = await mkdtemp(join(tmpdir(), 'relevo-demo-'))
  const env = { HOST: '127.0.0.1', PORT: '0', MQTT_PORT: 'auto', RELEVO_DATA: data, RELEVO_TOKEN: '' }
  const process = start('start.ts', env)
  const lines: string[] = []
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
  process.once('exit', () => reject(new Error(lines.join('\n'))))
  if (process.stdout) {
    createInterface(process.stdout).on('line', (line) => {
      lines.push(line)
      if (line.startsWith('Publish the next release:')) resolve()
    })
  }
  await ready
  const url = /^Server\s+(\S+)/m.exec(lines.join('\n'))?.[1] ?? ''
  expect(lines.join('\n')).toContain(await readFile(join(data, 'token'), 'utf8').then((token) => token.trim()))

  await page.goto(`${url}/?tablet=lobby-1&lang=en`)
  await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible()
  const footer = page.locator('footer')
  await expect(footer).toContainText('up to date')
  const first = await footer.textContent()

  await page.getByRole('button', { name: 'García' }).click()
  const releasing = start('release.ts', { ...env, RELEVO_URL: url })
  expect((await once(releasing, 'exit'))[0]).toBe(0)
  await expect(footer).toContainText('update ready')
  await expect(page.getByRole('button', { name: 'Update now' })).toBeHidden()
  await page.getByRole('button', { name: 'Hang up' }).click()
  await page.getByRole('button', { name: 'Update now' }).click()
  await expect(footer).toContainText('up to date')
  expect(await footer.textContent()).not.toBe(first)

  process.kill('SIGTERM')
  expect((await once(process, 'exit'))[0]).toBe(0)
  await rm(data, { recursive: true })
})
