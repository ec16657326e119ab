import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@relevo/config'
import { expect, onTestFinished, test } from 'vitest'
import { createServer } from './main.ts'

test('a deployment whose environment was removed from the configuration fails: its command did not end', async () => {
  const data = await mkdtemp(join(tmpdir(), 'relevo-removed-'))
  onTestFinished(() => rm(data, { recursive: true }))
  const env = { PORT: '0', MQTT_PORT: '0', HOST: '127.0.0.1', RELEVO_DATA: data, RELEVO_TOKEN: 't' }
  const start = (environments: object) => createServer(readConfig({ env, file: { environments } }).config)
  const call = async (url: string, body?: object) => {
    const headers = { authorization: 'Bearer t', 'content-type': 'application/json' }
    const response = await fetch(url, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) })
    return ((await response.json()) as { data: { id: string; phase: string } }).data
  }

  const first = await start({ production: {}, lobby: { deployer: { kind: 'command', deploy: ['sleep', '60'] } } })
  const { id } = await call(`${first.url}/api/deployments`, { version: 'r1', environment: 'lobby' })
  const phase = async (url: string) => (await call(`${url}/api/deployments/${id}`)).phase
  await expect.poll(() => phase(first.url)).toBe('deploying')
  await first.close()

  const second = await start({ production: {} })
  onTestFinished(() => second.close())
  await expect.poll(() => phase(second.url)).toBe('failed')
  expect(await call(`${second.url}/api/deployments/${id}`)).toMatchObject({ reason: 'deploy-failed' })
})
