import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { httpEndpoint } from './testing/http-endpoint.ts'

/** A process of its own that serves with a webhook for notices, and prints its address. */
const PROGRAM = `
import { readConfig } from '@relevo/config'
import { createServer } from ${JSON.stringify(new URL('./main.ts', import.meta.url).href)}
const notices = { webhook: { url: process.env.SINK } }
const { url } = await createServer({ ...readConfig({ env: process.env }).config, notices })
console.log(url)
`

async function serverProcess(env: Record<string, string>) {
  const args = ['--conditions=@relevo/source', '--input-type=module', '--eval', PROGRAM]
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH ?? '', ...env } })
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  onTestFinished(kill)
  const [line] = await once(child.stdout, 'data')
  return { url: String(line).trim(), kill }
}

test('a server that is killed while it sends a notice sends it again under its id, and the one before it only once', async () => {
  const data = await mkdtemp(join(tmpdir(), 'relevo-kill-'))
  let hangs = false
  const sink = await httpEndpoint(() => (hangs ? 'hang' : { status: 200 }))
  const env = { PORT: '0', MQTT_PORT: '0', HOST: '127.0.0.1', RELEVO_DATA: data, RELEVO_TOKEN: 't', SINK: sink.url }
  onTestFinished(() => rm(data, { recursive: true }))
  const order = async (url: string) => {
    await fetch(`${url}/api/environments/production/directive`, {
      method: 'POST',
      headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
      body: JSON.stringify({ do: 'reset' }),
    })
  }
  const isListed = async (url: string, query: string, wanted: number) => {
    const response = await fetch(`${url}/api/notices?${query}`, { headers: { authorization: 'Bearer t' } })
    return ((await response.json()) as { count: number }).count === wanted
  }

  const first = await serverProcess(env)
  await order(first.url)
  await expect.poll(() => isListed(first.url, 'state=sent', 1), { timeout: 10_000 }).toBe(true)
  hangs = true
  await order(first.url)
  await sink.has(2)
  await first.kill()

  hangs = false
  const second = await serverProcess(env)
  await expect.poll(() => isListed(second.url, 'state=sent', 2), { timeout: 10_000 }).toBe(true)
  const [one, two, again, ...more] = sink.arrived.map(({ headers }) => headers['webhook-id'])
  expect(more).toEqual([])
  expect(two).not.toBe(one)
  expect(again).toBe(two)
})
