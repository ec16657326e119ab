import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WebhookStore } from '../fleet/webhooks/ports.ts'
import { COMMIT, pushOf, releaseOf, runOf } from '../testing/github-payloads.ts'
import { type WebhookServer, webhookServer } from '../testing/webhook-server.ts'

const OTHER = 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e'
const DAY = 24 * 3_600_000

let now: number
let server: WebhookServer
beforeEach(async () => {
  now = Date.parse('2019-06-01T00:00:00Z')
  const environments = {
    staging: { branches: ['develop'], deployer: 'hosted' as const },
    production: { branches: ['main', 'hotfix'], deployer: 'command' as const },
  }
  server = await webhookServer({ rules: { environments }, now: () => now })
})
afterEach(() => server.remove())

const named = (delivery: string) => ({ 'x-github-delivery': delivery })
const first = pushOf({ commit: COMMIT, pushed: '2019-05-15T15:20:57Z' })
const second = pushOf({ commit: OTHER, pushed: '2019-05-15T15:21:57Z' })
const results = (answers: { body: { data: { result: string; reason?: string } } }[]) =>
  answers.map(({ body: { data } }) => data.reason ?? data.result)

test('the same delivery again gets the first answer again, also from another server, and leaves no second trace', async () => {
  const once = await server.deliver('push', first, named('one'))
  expect((await server.deliver('push', first, named('one'))).body).toEqual(once.body)
  await server.restart()
  expect(await server.deliver('push', first, named('one'))).toMatchObject({ status: 202, body: once.body })
  expect(server.desk.orders).toHaveLength(1)
  expect(await server.events()).toHaveLength(1)
})

test('a delivery that comes twenty times at once is one', async () => {
  server.holdUntil(20)
  const answers = await Promise.all(Array.from({ length: 20 }, () => server.deliver('push', first, named('one'))))
  for (const { status, body } of answers) expect([status, body]).toEqual([202, answers[0]?.body])
  expect(answers[0]?.body.data).toMatchObject({ result: 'deploying', deployment: 'd1' })
  expect(server.desk.orders).toHaveLength(1)
  expect(await server.events()).toHaveLength(1)
})

test('an old body under twenty new names starts nothing more', async () => {
  server.holdUntil(20)
  const answers = await Promise.all(Array.from({ length: 20 }, () => server.deliver('push', first)))
  expect(results(answers).sort()).toEqual(['deploying', ...Array(19).fill('duplicate')].sort())
  expect(new Set(answers.map(({ body }) => body.data.deployment))).toEqual(new Set(['d1']))
  expect(server.desk.orders).toHaveLength(1)
})

test('a delivery that a newer one overtook is late, under whatever name, and after a restart too', async () => {
  expect(results([await server.deliver('push', second), await server.deliver('push', first)])).toEqual([
    'deploying',
    'older',
  ])
  await server.restart()
  expect(results([await server.deliver('push', first), await server.deliver('push', second)])).toEqual([
    'older',
    'duplicate',
  ])
  expect(server.desk.orders.map(({ commit }) => commit)).toEqual([OTHER])
})

test('what counts is when something was pushed, not when it was committed', async () => {
  const rebased = pushOf({ commit: OTHER, committed: '2019-01-01T00:00:00Z', pushed: '2019-05-15T15:21:57Z' })
  const ahead = pushOf({ commit: COMMIT, committed: '2039-01-01T00:00:00Z' })
  expect(results([await server.deliver('push', ahead), await server.deliver('push', rebased)])).toEqual([
    'deploying',
    'deploying',
  ])
})

test('where only the commit tells a time, that counts; a clock that is ahead makes nothing late', async () => {
  const of = (commit: string, committed: string) => {
    const payload = pushOf({ commit, committed })
    return { ...payload, repository: { full_name: payload.repository.full_name } }
  }
  const answers = [
    await server.deliver('push', of(OTHER, '2019-05-15T15:21:57Z')),
    await server.deliver('push', of(COMMIT, '2019-05-15T15:20:57Z')),
    await server.deliver('push', of('a'.repeat(40), '2039-01-01T00:00:00Z')),
  ]
  now += DAY
  answers.push(await server.deliver('push', of('b'.repeat(40), '2019-06-01T12:00:00Z')))
  expect(results(answers)).toEqual(['deploying', 'older', 'deploying', 'deploying'])
})

test('each branch, each environment and each kind of event has an order of its own', async () => {
  const hotfix = pushOf({ branch: 'hotfix', commit: COMMIT, pushed: '2019-05-15T15:20:57Z' })
  await server.deliver('push', second)
  expect(results([await server.deliver('push', hotfix)])).toEqual(['deploying'])
  const earlier = releaseOf({ published_at: '2019-05-15T15:20:53Z' })
  expect(results([await server.deliver('release', earlier)])).toEqual(['deploying'])
  await server.publish('r1', COMMIT)
  expect(results([await server.deliver('workflow_run', runOf({ branch: 'develop' }))])).toEqual(['deploying'])
})

test('a branch that goes back to a commit is deployed again; two runs for one commit are one deployment', async () => {
  const back = pushOf({ commit: COMMIT, pushed: '2019-05-15T15:22:57Z' })
  const answers = []
  for (const payload of [first, second, { ...back, forced: true }, back])
    answers.push(await server.deliver('push', payload))
  expect(results(answers)).toEqual(['deploying', 'deploying', 'deploying', 'duplicate'])
  expect(server.desk.orders.map(({ commit }) => commit)).toEqual([COMMIT, OTHER, COMMIT])

  await server.publish('r1', COMMIT)
  const runs = ['2019-05-15T15:20:57Z', '2019-05-15T15:20:58Z'].map((pushed) => runOf({ branch: 'develop', pushed }))
  const both = []
  for (const run of runs) both.push(await server.deliver('workflow_run', run))
  expect(results(both)).toEqual(['deploying', 'duplicate'])
})

test('a delivery is forgotten after 30 days, and even then its body starts nothing', async () => {
  await server.deliver('push', first, named('one'))
  now += 29 * DAY
  await server.deliver('ping', { zen: 'x' })
  expect((await server.deliver('push', first, named('one'))).body.data.result).toBe('deploying')
  now += 2 * DAY
  await server.deliver('ping', { zen: 'x' })
  expect((await server.deliver('push', first, named('one'))).body.data).toMatchObject({
    result: 'duplicate',
    deployment: 'd1',
  })
  expect(server.desk.orders).toHaveLength(1)
})

const dying = (step: 'putLine' | 'record') => (store: WebhookStore) => ({
  ...store,
  [step]: () => Promise.reject(new Error('killed')),
})

test('a server that dies before it kept its answer gives the same deployment when it is asked again', async () => {
  await server.restart(dying('record'))
  expect((await server.deliver('push', first, named('one'))).status).toBe(500)
  expect(server.desk.orders).toHaveLength(1)
  await server.restart()
  expect(await server.events()).toEqual([])
  const again = await server.deliver('push', first, named('one'))
  expect(again).toMatchObject({ status: 202, body: { data: { result: 'duplicate', deployment: 'd1' } } })
  expect(server.desk.orders).toHaveLength(1)
  expect(await server.events()).toHaveLength(1)
})

test('between that death and the next try nothing older gets in', async () => {
  await server.restart(dying('record'))
  await server.deliver('push', second, named('two'))
  await server.restart()
  expect(results([await server.deliver('push', first, named('one'))])).toEqual(['older'])
  expect(results([await server.deliver('push', second, named('two'))])).toEqual(['duplicate'])
  expect(server.desk.orders.map(({ commit }) => commit)).toEqual([OTHER])
})

test('a server that dies before it asked, or whose desk breaks, has promised nothing: the next try deploys', async () => {
  await server.restart(dying('putLine'))
  expect((await server.deliver('push', first, named('one'))).status).toBe(500)
  await server.restart()
  server.desk.trouble = new Error('no disk')
  const broken = await server.deliver('push', first, named('one'))
  expect(broken).toMatchObject({ status: 500, body: { error: { code: 'internal' } } })
  expect(JSON.stringify(broken.body)).not.toContain('no disk')
  expect(await server.events()).toEqual([])
  server.desk.trouble = undefined
  expect((await server.deliver('push', first, named('one'))).body.data).toMatchObject({ result: 'deploying' })
})
