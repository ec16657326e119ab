import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DeploymentServer, deploymentServer } from '../testing/deployment-server.ts'

let server: DeploymentServer
beforeEach(async () => {
  server = await deploymentServer()
})
afterEach(() => server.remove())

/** Status and code of a refusal. */
const refused = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [status, body.error?.code]
const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const get = async (id: string) => (await server.call('GET', `/api/deployments/${id}`)).body.data

describe('the fields of a deployment', () => {
  test('say nothing of its health before it is looked at, and then what was found', async () => {
    const first = await server.deployed('r1')
    server.healthOf.r2 = 'hang'
    const asked = { commit: 'a1b2c3d', ref: 'main', user: 'ana', notes: 'Bigger buttons' }
    const { status, body } = await server.order('r2', { ...asked, force: true })
    const { id } = body.data
    const always = {
      id,
      version: 'r2',
      environment: 'staging',
      ...asked,
      force: true,
      trigger: 'api',
      timestamp: ISO,
      strategy: 'all',
    }
    const before = { previousDeploymentId: first, previousVersion: 'r1' }
    const pending = { status: 'pending', phase: 'pending', healthCheckPassed: null, rollbackAvailable: false }
    expect([status, body]).toEqual([
      202,
      { success: true, data: { ...always, ...before, ...pending, duplicate: false } },
    ])

    await server.asked(2)
    const checking = { status: 'deploying', phase: 'checking', healthCheckPassed: null, rollbackAvailable: true }
    const begun = { startedAt: ISO, rollbackTo: 'r1' }
    const open = { checks: [], output: [], waves: [] }
    expect(await get(id)).toEqual({ ...always, ...before, ...checking, ...begun, ...open })

    server.healthOf.r2 = { status: 200, body: 'fine' }
    await server.restart()
    const ended = (await server.ended(id)).body.data
    const success = { status: 'success', phase: 'success', healthCheckPassed: true, rollbackAvailable: true }
    const check = {
      round: 'forward',
      attempt: 1,
      must: true,
      verdict: 'healthy',
      status: 200,
      excerpt: 'fine',
      at: ISO,
    }
    const looked = {
      ...check,
      target: expect.stringContaining('/r2'),
      latency: expect.any(Number),
      address: '127.0.0.1',
    }
    const end = { finishedAt: ISO, checks: [expect.objectContaining(looked)], output: [], waves: [] }
    expect(ended).toEqual({ ...always, ...before, ...success, ...begun, ...end })
  })

  test('of one that is not well and has nothing before it say false, and that no rollback is available', async () => {
    server.healthOf.r1 = { status: 503 }
    expect(await get(await server.deployed('r1'))).toMatchObject({
      status: 'failed',
      reason: 'health-failed',
      detail: expect.stringMatching(/\/r1: status 503/),
      healthCheckPassed: false,
      rollbackAvailable: false,
      previousDeploymentId: null,
    })
  })

  test('of one that went back by itself say where to and why, and what is well is what is live', async () => {
    const first = await server.deployed('r1')
    server.healthOf.r2 = { status: 503 }
    const id = await server.deployed('r2')
    expect(await get(id)).toMatchObject({
      status: 'rolled_back',
      phase: 'rolled-back',
      reason: 'health-failed',
      rollbackTo: 'r1',
      rollbackAvailable: false,
      previousDeploymentId: first,
      checks: [
        { round: 'forward', verdict: 'unhealthy', status: 503 },
        { round: 'back', verdict: 'healthy', status: 200 },
      ],
    })
  })
})

describe('the current deployment', () => {
  test('is the one whose release is live, with its records', async () => {
    const [one] = [await server.deployed('r1'), await server.deployed('r2', { environment: 'production' })]
    const { status, body } = await server.call('GET', '/api/deployments/current?environment=staging')
    expect([status, body.data]).toMatchObject([200, { id: one, version: 'r1', checks: [{ verdict: 'healthy' }] }])
    expect((await server.call('GET', '/api/deployments/current')).body.data).toMatchObject({ version: 'r2' })
  })

  test('is unknown where nothing was deployed, and where there is no such environment', async () => {
    expect(refused(await server.call('GET', '/api/deployments/current'))).toEqual([404, 'deployment-unknown'])
    const typo = await server.call('GET', '/api/deployments/current?environment=stagin')
    expect(refused(typo)).toEqual([404, 'environment-unknown'])
    expect(refused(await server.call('GET', '/api/deployments/nobody'))).toEqual([404, 'deployment-unknown'])
  })
})

describe('the list', () => {
  test('is latest first, in pages, with the count of all', async () => {
    const ids = [await server.deployed('r1'), await server.deployed('r2'), await server.deployed('r3')]
    server.healthOf.r1 = { status: 503 }
    ids.push(await server.deployed('r1', { environment: 'production' }))
    const page = async (query: string) => {
      const { body } = await server.call('GET', `/api/deployments?${query}`)
      return [body.success, body.data.map(({ id }: { id: string }) => ids.indexOf(id)), body.count]
    }
    expect(await page('')).toEqual([true, [3, 2, 1, 0], 4])
    expect(await page('limit=2&offset=1')).toEqual([true, [2, 1], 4])
    expect(await page('offset=4')).toEqual([true, [], 4])
    expect(await page('environment=staging')).toEqual([true, [2, 1, 0], 3])
    expect(await page('environment=staging&limit=1')).toEqual([true, [2], 3])
    expect(await page('version=r1')).toEqual([true, [3, 0], 2])
    expect(await page('status=failed')).toEqual([true, [3], 1])
    expect(await page('status=success&version=r1')).toEqual([true, [0], 1])
    expect(await page('environment=careful')).toEqual([true, [], 0])
  })

  test.each([
    ['environment=stagin', 404, 'environment-unknown'],
    ['status=done', 400, 'invalid-input'],
    ['version=a/b', 400, 'invalid-input'],
    ['limit=0', 400, 'invalid-input'],
    ['limit=1001', 400, 'invalid-input'],
    ['offset=-1', 400, 'invalid-input'],
  ])('with %s is refused', async (query, status, code) => {
    expect(refused(await server.call('GET', `/api/deployments?${query}`))).toEqual([status, code])
  })
})
