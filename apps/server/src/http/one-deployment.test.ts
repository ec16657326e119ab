import { randomUUID } from 'node:crypto'
import { readConfig } from '@relevo/config'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { COMMIT, pushOf, runOf, signatureOf } from '../testing/github-payloads.ts'
import { manifestOf, serverInTemp, sha256Of, type TestServer } from '../testing/server-in-temp.ts'

const CALLS = 100
const SECRET = 'a-secret-of-a-webhook'

let server: TestServer
beforeEach(async () => {
  const { config } = readConfig({
    env: { WEBHOOK_SECRET: SECRET, RELEVO_HEALTH_DELAY: '0' },
    file: {
      limits: { perToken: 10_000 },
      environments: { production: {}, panel: { branches: ['panel'], deployer: { kind: 'notify' } } },
    },
  })
  const { limits, environments, webhook } = config
  server = await serverInTemp({ limits, environments, webhook })
})
afterEach(() => server.remove())

/** All at once. */
const often = <T>(call: () => Promise<T>) => Promise.all(Array.from({ length: CALLS }, call))

async function deployments(environment: string): Promise<{ id: string; version: string }[]> {
  return (await server.call('GET', `/api/deployments?environment=${environment}&limit=200`)).body.data
}

/** A delivery of GitHub's, under a name of its own. */
async function deliver(event: string, payload: object) {
  const body = JSON.stringify(payload)
  const headers = {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': signatureOf(body, SECRET),
  }
  const response = await fetch(`${server.url}/api/webhooks/deploy`, { method: 'POST', headers, body })
  const { data } = (await response.json()) as { data: { result: string; deployment: string } }
  return { status: response.status, ...data }
}

/** How often each word was said. */
const count = (words: string[]) =>
  Object.fromEntries(words.map((word) => [word, words.filter((one) => one === word).length]))

test(`${CALLS} calls of notify-update at once for one version make one deployment`, async () => {
  await server.publish('r1', { 'index.html': 'r1' })
  const answers = await often(() => server.call('POST', '/api/notify-update', { version: 'r1' }))
  expect(count(answers.map(({ status }) => String(status)))).toEqual({ 200: CALLS })
  expect(count(answers.map(({ body }) => String(body.data.duplicate)))).toEqual({ false: 1, true: CALLS - 1 })
  const [made, ...more] = await deployments('production')
  expect(more).toEqual([])
  expect(new Set(answers.map(({ body }) => body.data.deployment.id))).toEqual(new Set([made?.id]))
  expect(answers.every(({ body }) => body.data.changedAt !== undefined)).toBe(true)
})

test.each([
  ['finished workflow run', 'production', 'workflow_run', runOf()],
  ['push', 'panel', 'push', pushOf({ branch: 'panel' })],
] as const)(`${CALLS} deliveries at once of one %s make one deployment`, async (_, environment, event, payload) => {
  const manifest = manifestOf('r1', { 'index.html': 'r1' })
  await server.call('PUT', `/api/releases/files/${sha256Of('r1')}`, Buffer.from('r1'))
  expect((await server.call('POST', '/api/releases', { manifest, commit: COMMIT })).status).toBe(201)
  const answers = await often(() => deliver(event, payload))
  expect(count(answers.map(({ status }) => String(status)))).toEqual({ 202: CALLS })
  expect(count(answers.map(({ result }) => result))).toEqual({ deploying: 1, duplicate: CALLS - 1 })
  const [made, ...more] = await deployments(environment)
  expect(more).toEqual([])
  expect(new Set(answers.map(({ deployment }) => deployment))).toEqual(new Set([made?.id]))
})

test(`${CALLS} plain orders at once under one key make one deployment, and under ${CALLS} keys too`, async () => {
  await server.publish('r1', { 'index.html': 'r1' })
  const order = (key: string) =>
    server.call('POST', '/api/webhooks/deploy', { environment: 'production', version: 'r1', key })
  for (const key of [() => 'build-417', randomUUID]) {
    const answers = await often(() => order(key()))
    expect(count(answers.map(({ status }) => String(status)))).toEqual({ 202: CALLS })
    expect(await deployments('production')).toHaveLength(1)
  }
})
