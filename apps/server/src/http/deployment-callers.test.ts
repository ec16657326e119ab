import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DeploymentServer, deploymentServer } from '../testing/deployment-server.ts'

let server: DeploymentServer
beforeEach(async () => {
  server = await deploymentServer()
})
afterEach(() => server.remove())

const waiting = async () => (await server.order('r1', { environment: 'careful' })).body.data.id
const DEEDS = ['rollback', 'health-check', 'approve', 'deny', 'abort']

test('every decision is in the log under the name and id of its token, and what follows by itself under nobody’s', async () => {
  const { id, token } = await server.token('ci', ['deploy:*', 'approve:*'])
  const actor = `ci (${id})`
  const post = async (path: string, body: object = {}) =>
    (await server.raw('POST', `/api/deployments${path}`, JSON.stringify(body), token)).body.data.id
  const wish = { version: 'r1', environment: 'careful' }
  const [denied, aborted] = [await post('', wish), await post('', { ...wish, version: 'r2' })]
  await post(`/${aborted}/abort`)
  const approved = await post('', { ...wish, version: 'r3' })
  await post(`/${approved}/approve`)
  await server.ended(approved)
  await post(`/${approved}/health-check`)
  const promoted = await post('/promote', { from: 'careful', to: 'production' })
  await server.ended(promoted)
  const second = await post('', { version: 'r1', environment: 'production' })
  await server.ended(second)
  await post(`/${second}/rollback`)
  await server.ended(second)
  const last = await post('', wish)
  await post(`/${last}/deny`)

  const all = await server.log()
  const of = (one: string) => all.filter((line) => line.id === one).map((line) => [line.type, line.actor])
  expect(of(aborted)).toEqual([
    ['deployment-requested', actor],
    ['deployment-failed', actor],
  ])
  expect(of(approved)).toEqual([
    ['deployment-requested', actor],
    ['deployment-approved', actor],
    ['deployment-started', undefined],
    ['deployment-succeeded', undefined],
    ['deployment-checked', actor],
  ])
  expect(of(promoted)[0]).toEqual(['deployment-requested', actor])
  expect(of(second)).toEqual([
    ['deployment-requested', actor],
    ['deployment-started', undefined],
    ['deployment-succeeded', undefined],
    ['deployment-rolling-back', actor],
    ['deployment-rolled-back', undefined],
  ])
  expect(of(last)).toEqual([
    ['deployment-requested', actor],
    ['deployment-denied', actor],
  ])
  // It gave way to the second that waited.
  expect(of(denied).at(-1)).toEqual(['deployment-superseded', actor])
})

test('a token that only reads sees deployments, and gets 403 for everything else', async () => {
  const { token } = await server.token('screen', ['read'])
  const id = await waiting()
  const before = await server.log()
  const orders = [
    ['', { version: 'r1' }],
    ['/promote', { from: 'staging', to: 'production' }],
  ] as const
  const calls = [...orders, ...DEEDS.map((deed) => [`/${id}/${deed}`, {}] as const)]
  for (const [path, body] of calls) {
    const { status, body: answer } = await server.raw('POST', `/api/deployments${path}`, JSON.stringify(body), token)
    expect([path, status, answer.error.code]).toEqual([path, 403, 'forbidden'])
  }
  expect(await server.log()).toEqual(before)
  const seen = await server.raw('GET', `/api/deployments/${id}`, undefined, token)
  expect([seen.status, seen.body.data.phase]).toEqual([200, 'awaiting-approval'])
})

test('to order and to approve are two scopes, each in its environment', async () => {
  const { token: ordering } = await server.token('ci', ['deploy:careful'])
  const { token: approving } = await server.token('boss', ['approve:careful', 'deploy:staging'])
  const id = await waiting()
  const status = async (deed: string, token: string) =>
    (await server.raw('POST', `/api/deployments/${id}/${deed}`, undefined, token)).status
  expect([await status('approve', ordering), await status('deny', ordering)]).toEqual([403, 403])
  expect([await status('abort', approving), await status('rollback', approving)]).toEqual([403, 403])
  expect(await status('approve', approving)).toBe(200)
})
