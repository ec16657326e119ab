import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DeploymentServer, deploymentServer } from '../testing/deployment-server.ts'

let server: DeploymentServer
beforeEach(async () => {
  server = await deploymentServer()
})
afterEach(() => server.remove())

const waiting = async () => (await server.order('r1', { environment: 'careful' })).body.data.id
const DEEDS = ['rollback', 'health-check', 'approve', 'deny', 'abort']

describe('the body of a decision', () => {
  test.each(['', 'null', '{}', undefined])('may be %j, though it says that it is JSON', async (body) => {
    const statuses: Record<string, number> = {}
    const decide = async (id: string, deed: string) => {
      statuses[deed] = (await server.raw('POST', `/api/deployments/${id}/${deed}`, body)).status
    }
    for (const deed of ['deny', 'abort', 'approve']) await decide(await waiting(), deed)
    await decide(await server.deployed('r1'), 'health-check')
    await decide(await server.deployed('r2'), 'rollback')
    expect(statuses).toEqual(Object.fromEntries(DEEDS.map((deed) => [deed, 200])))
  })

  test.each([
    ['broken JSON', '{"reason":', 'invalid-json'],
    ['a space', ' ', 'invalid-json'],
    ['a text', '"because"', 'invalid-input'],
    ['a list', '[]', 'invalid-input'],
  ])('that is %s is 400 for each of them', async (_, body, code) => {
    const id = await waiting()
    const before = await server.log()
    for (const deed of DEEDS) {
      const { status, body: answer } = await server.raw('POST', `/api/deployments/${id}/${deed}`, body)
      expect([deed, status, answer.error.code]).toEqual([deed, 400, code])
    }
    expect(await server.log()).toEqual(before)
  })

  test.each([
    ['deny', { reason: 'x'.repeat(501) }],
    ['abort', { reason: 17 }],
    ['rollback', { to: '../r1' }],
    ['rollback', { to: 1 }],
  ])('of %s with what it does not take is 400, and nothing changed', async (deed, body) => {
    const id = await waiting()
    const before = await server.log()
    const answer = await server.call('POST', `/api/deployments/${id}/${deed}`, body)
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid-input'])
    expect(await server.log()).toEqual(before)
  })
})
