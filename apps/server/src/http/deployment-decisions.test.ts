import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DeploymentServer, deploymentServer } from '../testing/deployment-server.ts'

let server: DeploymentServer
beforeEach(async () => {
  server = await deploymentServer()
})
afterEach(() => server.remove())

const decide = (id: string, deed: string, body?: object) => server.call('POST', `/api/deployments/${id}/${deed}`, body)
const current = async () => (await server.call('GET', '/api/deployments/current?environment=staging')).body.data
const waiting = async (version = 'r1') => (await server.order(version, { environment: 'careful' })).body.data.id
const NOT_POSSIBLE = { status: 409, body: { success: false, error: { code: 'deployment-not-possible' } } }
const unknown = (code: string) => ({ status: 404, body: { error: { code } } })

describe('a rollback', () => {
  test('leads to the release before, which is checked, and says why', async () => {
    const first = await server.deployed('r1')
    const id = await server.deployed('r2')
    const { status, body } = await decide(id, 'rollback', { reason: 'no ring tone' })
    const why = { reason: 'manual', detail: 'no ring tone', rollbackTo: 'r1' }
    expect([status, body.data]).toMatchObject([200, { id, status: 'deploying', phase: 'rolling-back', ...why }])
    const { data } = (await server.ended(id)).body
    expect(data).toMatchObject({ status: 'rolled_back', ...why, healthCheckPassed: true, rollbackAvailable: false })
    expect(data.checks.at(-1)).toMatchObject({ round: 'back', verdict: 'healthy' })
    expect(await current()).toMatchObject({ id: first, version: 'r1' })
  })

  test('leads to a chosen earlier release', async () => {
    const first = await server.deployed('r1')
    await server.deployed('r2')
    const id = await server.deployed('r3')
    expect((await decide(id, 'rollback', { to: 'r1' })).body.data).toMatchObject({ rollbackTo: 'r1' })
    expect((await server.ended(id)).body.data).toMatchObject({ status: 'rolled_back', rollbackTo: 'r1' })
    expect(await current()).toMatchObject({ id: first, version: 'r1' })
  })

  test('that fails is a failure, and loud', async () => {
    await server.deployed('r1')
    const id = await server.deployed('r2')
    server.healthOf.r1 = { status: 503 }
    await decide(id, 'rollback')
    expect((await server.ended(id)).body.data).toMatchObject({ status: 'failed', reason: 'rollback-failed' })
    expect((await server.log()).at(-1)).toMatchObject({ type: 'deployment-rollback-failed', id })
  })

  test('is refused where there is no way, and where it is not current', async () => {
    const first = await server.deployed('r1')
    expect(await decide(first, 'rollback')).toMatchObject(NOT_POSSIBLE)
    const second = await server.deployed('r2')
    expect(await decide(first, 'rollback')).toMatchObject(NOT_POSSIBLE)
    for (const to of ['r2', 'r3', 'r9']) expect(await decide(second, 'rollback', { to })).toMatchObject(NOT_POSSIBLE)
    expect(await decide('nobody', 'rollback')).toMatchObject(unknown('deployment-unknown'))
    server.healthOf.r3 = 'hang'
    await server.order('r3')
    await server.asked(3)
    expect((await decide(second, 'rollback')).body.error.code).toBe('deployment-running')
    expect((await server.call('GET', `/api/deployments/${second}`)).body.data.status).toBe('success')
  })
})

describe('a deployment that waits for a yes', () => {
  test('begins when it is approved, once', async () => {
    const id = await waiting()
    const { data } = (await server.call('GET', `/api/deployments/${id}`)).body
    expect(data).toMatchObject({ status: 'pending', phase: 'awaiting-approval', healthCheckPassed: null })
    const { status, body } = await decide(id, 'approve')
    expect([status, body.data]).toMatchObject([200, { id, status: 'pending', phase: 'pending' }])
    expect((await server.ended(id)).body.data).toMatchObject({ status: 'success', healthCheckPassed: true })
    for (const deed of ['approve', 'deny', 'abort']) expect(await decide(id, deed)).toMatchObject(NOT_POSSIBLE)
  })

  test.each([
    ['deny', 'denied'],
    ['abort', 'aborted'],
  ])('ends by %s, and nothing was deployed', async (deed, reason) => {
    const id = await waiting()
    const { status, body } = await decide(id, deed, { reason: 'on Friday?' })
    const end = { status: 'failed', phase: 'failed', reason, detail: 'on Friday?', healthCheckPassed: null }
    expect([status, body.data]).toMatchObject([200, end])
    if (deed === 'abort') expect((await decide(id, deed)).body.data).toEqual(body.data)
    const there = await server.call('GET', '/api/deployments/current?environment=careful')
    expect(there).toMatchObject(unknown('deployment-unknown'))
    expect(await decide(id, 'approve')).toMatchObject(NOT_POSSIBLE)
  })
})

describe('an abort', () => {
  test('ends the hook before a deployment', async () => {
    const { id } = (await server.order('r1', { environment: 'slow' })).body.data
    const phase = async () => (await server.call('GET', `/api/deployments/${id}`)).body.data.phase
    await expect.poll(phase, { interval: 5 }).toBe('preparing')
    expect((await decide(id, 'abort')).body.data).toMatchObject({ status: 'failed', reason: 'aborted' })
  })

  test('is refused once something was deployed: that is rolled back', async () => {
    server.healthOf.r1 = 'hang'
    const { id } = (await server.order('r1')).body.data
    await server.asked(1)
    expect(await decide(id, 'abort')).toMatchObject(NOT_POSSIBLE)
  })
})

describe('a health check', () => {
  test('looks once more, is answered when it has looked, and takes nothing back', async () => {
    const id = await server.deployed('r1')
    for (const [reply, passed, verdict] of [
      [{ status: 503 }, false, 'unhealthy'],
      [{ status: 200 }, true, 'healthy'],
    ] as const) {
      server.healthOf.r1 = reply
      const { status, body } = await decide(id, 'health-check')
      expect([status, body.data]).toMatchObject([200, { status: 'success', healthCheckPassed: passed }])
      const { data } = (await server.call('GET', `/api/deployments/${id}`)).body
      expect(data.checks.at(-1)).toMatchObject({ round: 'manual', verdict, status: reply.status })
    }
    expect(await current()).toMatchObject({ id, checks: [{}, { attempt: 1 }, { attempt: 2 }] })
  })

  test.each(['blind', 'shown'])('in %s, where nothing can say so, changes nothing', async (environment) => {
    const id = await server.deployed('r1', { environment })
    server.healthOf.r1 = { status: 503 }
    const before = (await server.call('GET', `/api/deployments/${id}`)).body.data
    const { status, body } = await decide(id, 'health-check')
    expect([status, body.data]).toMatchObject([200, { status: before.status, healthCheckPassed: null }])
  })

  test('of what is not current is refused', async () => {
    const first = await server.deployed('r1')
    await server.deployed('r2')
    expect(await decide(first, 'health-check')).toMatchObject(NOT_POSSIBLE)
  })
})
