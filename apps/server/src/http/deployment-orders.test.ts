import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DeploymentServer, deploymentServer } from '../testing/deployment-server.ts'

let server: DeploymentServer
beforeEach(async () => {
  server = await deploymentServer()
})
afterEach(() => server.remove())

/** Status and code of a refusal. */
const refused = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [status, body.error?.code]
const count = async () => (await server.call('GET', '/api/deployments')).body.count
const promote = (body: object) => server.call('POST', '/api/deployments/promote', body)

describe('an order', () => {
  test('is taken in once: the same again is answered with the deployment that runs, or is live', async () => {
    server.healthOf.r1 = 'hang'
    const first = await server.order('r1')
    expect([first.status, first.body.data.duplicate]).toEqual([202, false])
    await server.asked(1)
    const { id } = first.body.data
    const again = await server.order('r1')
    expect([again.status, again.body.data]).toMatchObject([200, { id, duplicate: true, status: 'deploying' }])
    server.healthOf.r1 = { status: 200 }
    await server.restart()
    await server.ended(id)
    const live = await server.order('r1')
    expect([live.status, live.body.data]).toMatchObject([200, { id, duplicate: true, status: 'success' }])
    expect(await count()).toBe(1)
  })

  test('is refused while another runs there, and takes its place when it says so', async () => {
    server.healthOf.r1 = 'hang'
    const { id } = (await server.order('r1')).body.data
    await server.asked(1)
    const beside = await server.order('r2')
    expect(refused(beside)).toEqual([409, 'deployment-running'])
    expect(beside.body.error.detail).toBe(`${id}: r1 in staging`)
    expect(await count()).toBe(1)
    expect((await server.order('r2', { environment: 'production' })).status).toBe(202)
    const taking = await server.order('r2', { supersede: true })
    expect(taking.status).toBe(202)
    expect((await server.ended(id)).body.data).toMatchObject({ status: 'failed', reason: 'superseded' })
    expect((await server.ended(taking.body.data.id)).body.data).toMatchObject({ status: 'success' })
  })

  test('of what is not there is refused', async () => {
    expect(refused(await server.order('r9'))).toEqual([404, 'release-unknown'])
    expect(refused(await server.order('r1', { environment: 'stagin' }))).toEqual([404, 'environment-unknown'])
    await server.call('PATCH', '/api/releases/r3', { blocked: true })
    expect(refused(await server.order('r3'))).toEqual([409, 'release-blocked'])
    expect(await count()).toBe(0)
  })

  const control = (code: number) => `main${String.fromCharCode(code)}`
  test.each<[string, string]>([
    ['a NUL in its ref', JSON.stringify({ version: 'r1', ref: control(0) })],
    ['a line break in its user', JSON.stringify({ version: 'r1', user: control(10) })],
    ['too long a commit', JSON.stringify({ version: 'r1', commit: 'a'.repeat(257) })],
    ['too long a note', JSON.stringify({ version: 'r1', notes: 'a'.repeat(4_001) })],
    ['too long an environment', JSON.stringify({ version: 'r1', environment: 'a'.repeat(65) })],
    ['a version that is none', JSON.stringify({ version: '../r1' })],
    ['a number as version', JSON.stringify({ version: 1 })],
    ['a word for yes', JSON.stringify({ version: 'r1', force: 'yes' })],
    ['no version', '{}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['broken JSON', '{"version":'],
    ['nothing', ''],
  ])('with %s is 400, and nothing changed', async (_, body) => {
    const { status, body: answer } = await server.raw('POST', '/api/deployments', body)
    expect([status, answer.error.code]).toEqual([400, expect.stringMatching(/^invalid-(input|json)$/)])
    expect([await count(), await server.log()]).toEqual([0, []])
  })
})

describe('a promotion', () => {
  test('deploys the same release with its commit, ref and notes, which the order may say anew', async () => {
    await server.deployed('r1', { commit: 'a1b2c3d', ref: 'main', notes: 'new' })
    const { status, body } = await promote({ from: 'staging', to: 'production', user: 'ana', notes: 'newer' })
    expect([status, body.data]).toMatchObject([
      202,
      { version: 'r1', environment: 'production', commit: 'a1b2c3d', ref: 'main', notes: 'newer', user: 'ana' },
    ])
    const { data } = (await server.ended(body.data.id)).body
    expect(data).toMatchObject({ status: 'success', trigger: 'promotion' })
    const again = await promote({ from: 'staging', to: 'production' })
    expect([again.status, again.body.data]).toMatchObject([200, { id: data.id, duplicate: true }])
  })

  test('is refused while there is nothing, something that runs, or something that is not well', async () => {
    const refusal = async () => refused(await promote({ from: 'staging', to: 'production' }))
    expect(await refusal()).toEqual([409, 'deployment-not-possible'])
    server.healthOf.r1 = 'hang'
    const { id } = (await server.order('r1')).body.data
    await server.asked(1)
    expect(await refusal()).toEqual([409, 'deployment-not-possible'])
    server.healthOf.r1 = { status: 503 }
    await server.restart()
    await server.ended(id)
    expect(await refusal()).toEqual([409, 'deployment-not-possible'])
    const typo = await promote({ from: 'stagin', to: 'production' })
    expect(refused(typo)).toEqual([404, 'environment-unknown'])
    expect(await count()).toBe(1)
  })

  test('of what was found to be ill since is refused', async () => {
    const id = await server.deployed('r1')
    server.healthOf.r1 = { status: 503 }
    await server.call('POST', `/api/deployments/${id}/health-check`)
    expect(refused(await promote({ from: 'staging', to: 'production' }))).toEqual([409, 'deployment-not-possible'])
    expect(refused(await promote({ from: 'staging' }))).toEqual([400, 'invalid-input'])
  })
})
