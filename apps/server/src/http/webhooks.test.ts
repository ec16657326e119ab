import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  COMMIT,
  deletionOf,
  deploymentOf,
  pingOf,
  pushOf,
  releaseOf,
  runOf,
  signatureOf,
} from '../testing/github-payloads.ts'
import { refusal, SECRET, type WebhookServer, webhookServer } from '../testing/webhook-server.ts'

const RULES = {
  environments: {
    staging: { branches: ['develop'], deployer: 'hosted' as const },
    production: { branches: ['main'], deployer: 'command' as const },
  },
}
const OTHER = 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e'

let server: WebhookServer
beforeEach(async () => {
  server = await webhookServer({ rules: RULES })
})
afterEach(() => server.remove())

describe('a delivery that leads somewhere', () => {
  test('a push asks for a deployment of its commit, and says so in the answer and in the log', async () => {
    const answer = await server.deliver('push', pushOf(), { 'x-github-delivery': 'one' })
    expect(answer).toMatchObject({ status: 202, body: { success: true } })
    expect(answer.body.data).toEqual({ delivery: 'one', event: 'push', result: 'deploying', deployment: 'd1' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(server.desk.orders).toEqual([
      {
        environment: 'production',
        actor: 'webhook',
        version: '20190515-6113728',
        commit: COMMIT,
        ref: 'refs/heads/main',
        user: 'Codertocat',
        notes: 'Initial commit',
        trigger: 'webhook',
        supersede: true,
        key: expect.stringMatching(`^github:production:${COMMIT}:`),
      },
    ])
    expect(await server.events()).toEqual([
      {
        subject: { kind: 'webhook', id: 'one' },
        environment: 'production',
        event: 'push',
        result: 'deploying',
        deployment: 'd1',
        version: '20190515-6113728',
        commit: COMMIT,
        ref: 'refs/heads/main',
        user: 'Codertocat',
      },
    ])
  })

  test('the answer does not wait for the deployment to end', async () => {
    const { promise, resolve: end } = Promise.withResolvers<void>()
    const { request } = server.desk
    const ended: string[] = []
    server.desk.request = async (order) => {
      promise.then(() => ended.push(order.version)) // the work, of which the desk tells nobody here
      return request(order)
    }
    expect((await server.deliver('push', pushOf())).body.data.result).toBe('deploying')
    expect(ended).toEqual([])
    end()
  })

  test('a run that ended well deploys the release that was published with its commit, by whatever length of it', async () => {
    await server.publish('20190515-6113728', COMMIT.slice(0, 7))
    const answer = await server.deliver('workflow_run', runOf({ branch: 'develop' }))
    expect(answer.body.data).toMatchObject({ event: 'workflow_run', result: 'deploying' })
    expect(server.desk.orders).toMatchObject([{ environment: 'staging', version: '20190515-6113728', commit: COMMIT }])
  })

  test('a release deploys its tag, once for the two deliveries GitHub makes of it', async () => {
    const published = await server.deliver('release', releaseOf())
    const released = await server.deliver('release', releaseOf({}, 'released'))
    expect([published.body.data.result, released.body.data.result]).toEqual(['deploying', 'duplicate'])
    expect(server.desk.orders).toMatchObject([
      { environment: 'production', version: 'v1.4.0', ref: 'refs/tags/v1.4.0' },
    ])
  })

  test('a deployment made by the API goes to the environment it names, each time it is made', async () => {
    await server.publish('r1', OTHER)
    const of = (id: number) => deploymentOf({ id, environment: 'staging', sha: OTHER, ref: 'hotfix' })
    const answers = [await server.deliver('deployment', of(1)), await server.deliver('deployment', of(2))]
    expect(answers.map(({ body }) => body.data.deployment)).toEqual(['d1', 'd2'])
    expect(server.desk.orders).toMatchObject([{ environment: 'staging', version: 'r1', ref: 'hotfix' }, {}])
  })

  test('a ping is answered, also one that comes as a form', async () => {
    const body = `payload=${encodeURIComponent(JSON.stringify(pingOf()))}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-github-delivery': 'form' }
    const form = await server.deliver('ping', '', { ...headers, 'x-hub-signature-256': undefined })
    expect(form.status).toBe(401)
    const signed = { ...headers, 'x-github-event': 'ping', 'x-hub-signature-256': signatureOf(body, SECRET) }
    expect(await server.post(body, signed)).toMatchObject({
      status: 202,
      body: { success: true, data: { delivery: 'form', event: 'ping', result: 'pong' } },
    })
    expect((await server.deliver('ping', pingOf())).body.data.result).toBe('pong')
    expect(server.desk.orders).toEqual([])
  })

  test('a push that comes as a form is signed as a form, with every letter there is', async () => {
    const payload = { ...pushOf({ message: 'Más botones & más = mejor + ☕' }) }
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
    const answer = await server.post(body, {
      'content-type': 'application/x-www-form-urlencoded',
      'x-github-event': 'push',
      'x-github-delivery': 'form',
      'x-hub-signature-256': signatureOf(body, SECRET),
    })
    expect(answer.body.data).toMatchObject({ result: 'deploying' })
    expect(server.desk.orders).toMatchObject([{ notes: 'Más botones & más = mejor + ☕' }])
  })
})

describe('a delivery that leads nowhere is answered with the reason', () => {
  test.each<[string, string, unknown, string]>([
    ['an event that is none of ours', 'issues', { action: 'opened' }, 'event-unknown'],
    ['a branch nobody wants', 'push', pushOf({ branch: 'feature/x' }), 'branch-unknown'],
    ['a deleted branch', 'push', deletionOf('main'), 'branch-deleted'],
    ['a fork', 'workflow_run', runOf({}, { head_repository: { full_name: 'Mallory/Hello-World' } }), 'fork'],
    ['a run where pushes count', 'workflow_run', runOf(), 'other-event'],
    ['a push where runs count', 'push', pushOf({ branch: 'develop' }), 'other-event'],
    ['a run before its release', 'workflow_run', runOf({ branch: 'develop' }), 'no-release'],
    ['a deployment to Mars', 'deployment', deploymentOf({ environment: 'mars' }), 'environment-unknown'],
  ])('%s', async (_name, event, payload, reason) => {
    const answer = await server.deliver(event, payload, { 'x-github-delivery': 'one' })
    const said = { event, result: 'ignored', reason, detail: expect.any(String) }
    expect(answer).toMatchObject({ status: 202, body: { success: true } })
    expect(answer.body.data).toEqual({ delivery: 'one', ...said })
    expect(await server.events()).toEqual([
      expect.objectContaining({ subject: { kind: 'webhook', id: 'one' }, ...said }),
    ])
    expect(server.desk.orders).toEqual([])
  })

  test('what came before its release was published is deployed when it is delivered again after that', async () => {
    const again = () => server.deliver('workflow_run', runOf({ branch: 'develop' }), { 'x-github-delivery': 'one' })
    expect((await again()).body.data.reason).toBe('no-release')
    await server.publish('r1', COMMIT)
    expect((await again()).body.data).toEqual({
      delivery: 'one',
      event: 'workflow_run',
      result: 'deploying',
      deployment: 'd1',
    })
    expect((await again()).body.data).toMatchObject({ result: 'deploying', deployment: 'd1' })
    expect(server.desk.orders).toHaveLength(1)
  })

  test('a refusal of the desk is a reason, in its own words, until it changes its mind', async () => {
    server.desk.trouble = refusal('release-blocked')
    const again = () => server.deliver('push', pushOf(), { 'x-github-delivery': 'one' })
    expect((await again()).body.data).toMatchObject({ reason: 'refused', detail: 'release-blocked: r1' })
    server.desk.trouble = refusal('release-unknown')
    expect((await again()).body.data).toMatchObject({ reason: 'no-release' })
    server.desk.trouble = undefined
    expect((await again()).body.data).toMatchObject({ result: 'deploying', deployment: 'd1' })
  })
})
