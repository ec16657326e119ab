import { readConfig } from '@relevo/config'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { COMMIT, pushOf, runOf, signatureOf } from '../testing/github-payloads.ts'
import { manifestOf, serverInTemp, sha256Of, type TestServer } from '../testing/server-in-temp.ts'

const SECRET = 'a-secret-of-a-webhook'

let server: TestServer
beforeEach(async () => {
  const { webhook } = readConfig({ env: {}, file: { webhook: { secrets: [SECRET], events: ['push'] } } }).config
  server = await serverInTemp({ webhook })
})
afterEach(() => server.remove())

async function deliver(event: string, payload: object): Promise<unknown> {
  const body = JSON.stringify(payload)
  const headers = {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': event,
    'x-hub-signature-256': signatureOf(body, SECRET),
  }
  return (await fetch(`${server.url}/api/webhooks/deploy`, { method: 'POST', headers, body })).json()
}

test('only the events that the configuration names start a deployment', async () => {
  const manifest = manifestOf('r1', { 'index.html': 'r1' })
  await server.call('PUT', `/api/releases/files/${sha256Of('r1')}`, Buffer.from('r1'))
  await server.call('POST', '/api/releases', { manifest, commit: COMMIT })
  expect(await deliver('workflow_run', runOf())).toMatchObject({ data: { result: 'ignored', reason: 'event-off' } })
  expect(await deliver('push', pushOf())).toMatchObject({ data: { result: 'deploying' } })
})
