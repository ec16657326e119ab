import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from '@playwright/test'

const root = join(import.meta.dirname, '..')
// Both build into the repository's own folders.
test.describe.configure({ mode: 'default' })

/** Run one of the repository's own commands until a line of its output matches. */
function start(script: string, env: Record<string, string>): ChildProcess {
  const command = ['--conditions=@relevo/source', join(root, 'scripts', script)]
  return spawn(join(root, 'node_modules/.bin/node'), command, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** `npm start` on a data folder of its own, until it says how to go on. */
async function startDemo(more: Record<string, string> = {}) {
  const data = await mkdtemp(join(tmpdir(), 'relevo-demo-'))
  const env = { HOST: '127.0.0.1', PORT: '0', MQTT_PORT: 'auto', RELEVO_DATA: data, RELEVO_TOKEN: '', ...more }
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
  const token = (await readFile(join(data, 'token'), 'utf8')).trim()
  expect(lines.join('\n')).toContain(token)
  return {
    url,
    token,
    env,
    async stop() {
      process.kill('SIGTERM')
      expect((await once(process, 'exit'))[0]).toBe(0)
      await rm(data, { recursive: true })
    },
  }
}

test('a newcomer starts everything, opens the tablet, publishes the next release and sees it change', async ({
  page,
}) => {
  const demo = await startDemo()
  await page.goto(`${demo.url}/?tablet=lobby-1&lang=en`)
  await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible()
  const footer = page.locator('footer')
  await expect(footer).toContainText('up to date')
  const first = await footer.textContent()
  // A kiosk app that publishes its address says the release with it.
  await expect.poll(() => page.url()).toMatch(/\?tablet=lobby-1&lang=en#relevo=\d{8}-[^&]+&tablet=lobby-1$/)

  await page.getByRole('button', { name: 'García' }).click()
  const releasing = start('release.ts', { ...demo.env, RELEVO_URL: demo.url })
  expect((await once(releasing, 'exit'))[0]).toBe(0)
  await expect(footer).toContainText('update ready')
  await expect(page.getByRole('button', { name: 'Update now' })).toBeHidden()
  await page.getByRole('button', { name: 'Hang up' }).click()
  await page.getByRole('button', { name: 'Update now' }).click()
  await expect(footer).toContainText('up to date')
  expect(await footer.textContent()).not.toBe(first)
  await demo.stop()
})

test('where only enrolled tablets are heard, whoever mounts one types its code', async ({ page }) => {
  const demo = await startDemo({ RELEVO_ACCESS: 'enrolled' })
  await page.goto(`${demo.url}/?tablet=lobby-1&lang=es`)
  const footer = page.locator('footer')
  await expect(footer).toContainText('sin dar de alta')
  const made = await fetch(`${demo.url}/api/enrolment-codes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${demo.token}`, 'content-type': 'application/json' },
    body: '{}',
  })
  const { code } = ((await made.json()) as { data: { code: string } }).data
  await page.getByLabel('Código').fill(code)
  await page.getByRole('button', { name: 'Dar de alta' }).click()
  await expect(footer).not.toContainText('sin dar de alta')
  await expect(page.getByRole('dialog')).toBeHidden()
  // It is one of the fleet as soon as it has checked in with what it was given, which it does at once.
  const headers = { authorization: `Bearer ${demo.token}` }
  await expect.poll(async () => (await fetch(`${demo.url}/api/tablets/lobby-1`, { headers })).status).toBe(200)
  await demo.stop()
})
