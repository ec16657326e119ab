import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { COMMIT } from '../testing/github-payloads.ts'
import { TOKEN } from '../testing/server-in-temp.ts'
import { refusal, type WebhookServer, webhookServer } from '../testing/webhook-server.ts'

let server: WebhookServer
beforeEach(async () => {
  const environments = {
    staging: { branches: [], deployer: 'hosted' as const },
    production: { branches: [], deployer: 'command' as const },
  }
  server = await webhookServer({ rules: { environments }, secrets: [] })
})
afterEach(() => server.remove())

const order = { environment: 'staging', version: 'r1' }

describe('a plain order', () => {
  test('is a deployment, with all that was said, and needs no secret', async () => {
    const said = { ...order, commit: COMMIT, ref: 'refs/heads/main', user: 'ana', notes: 'Timbre' }
    const { status, body } = await server.order({ ...said, key: 'pipeline/7' })
    const answer = { delivery: 'plain:staging:pipeline/7', event: 'plain', result: 'deploying', deployment: 'd1' }
    expect([status, body]).toEqual([202, { success: true, data: answer }])
    const key = 'plain:staging:pipeline/7'
    expect(server.desk.orders).toEqual([{ ...said, actor: 'root', trigger: 'webhook', supersede: true, key }])
    expect(await server.events()).toMatchObject([
      { subject: { kind: 'webhook', id: key }, event: 'plain', user: 'ana' },
    ])
  })

  test('with a key is one, at once, again, and after a restart; without a key each is another', async () => {
    const keyed = { ...order, key: 'k' }
    server.holdUntil(20)
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.order(keyed)))
    await server.restart()
    answers.push(await server.order(keyed))
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body)
    expect(server.desk.orders).toHaveLength(1)
    await server.order({ ...keyed, environment: 'production' })
    await server.order(order)
    await server.order(order)
    expect(server.desk.orders).toHaveLength(4)
  })

  test('that names only a commit deploys the release that was published with it', async () => {
    await server.publish('r7', COMMIT)
    await server.order({ environment: 'production', commit: COMMIT.slice(0, 9) })
    expect(server.desk.orders).toMatchObject([{ environment: 'production', version: 'r7' }])
  })
})

describe('a plain order that is no good is an error', () => {
  test.each<[string, unknown, number, string, RegExp]>([
    ['no environment', { version: 'r1' }, 400, 'invalid-input', /^environment/],
    ['an unknown environment', { ...order, environment: 'mars' }, 404, 'environment-unknown', /^mars/],
    ['one every object has', { ...order, environment: 'toString' }, 404, 'environment-unknown', /^toString/],
    ['a version that is a path', { ...order, version: '../x' }, 400, 'invalid-input', /^version/],
    ['a commit that is a branch', { ...order, commit: 'main' }, 400, 'invalid-input', /^commit/],
    [
      'a commit too short to tell',
      { environment: 'staging', commit: COMMIT.slice(0, 6) },
      400,
      'invalid-input',
      /^commit/,
    ],
    ['a key with spaces', { ...order, key: 'a b' }, 400, 'invalid-input', /^key/],
    ['a ref no variable can hold', { ...order, ref: 'a\0b' }, 400, 'invalid-input', /^ref: holds control characters/],
    ['a user of two lines', { ...order, user: 'ana\nRoot' }, 400, 'invalid-input', /^user/],
    ['a list', [], 400, 'invalid-input', /^body/],
    ['nothing to deploy', { environment: 'staging' }, 400, 'invalid-input', /^version/],
    ['a commit that was not published', { environment: 'staging', commit: COMMIT }, 404, 'release-unknown', /6113728/],
    ['a commit without a version', { environment: 'production', commit: COMMIT }, 400, 'invalid-input', /^version/],
  ])('%s', async (_name, body, status, code, detail) => {
    const answer = await server.order(body)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
    expect(answer.body.error.detail).toMatch(detail)
    expect(server.desk.orders).toEqual([])
    expect(await server.events()).toEqual([])
  })

  test('broken JSON, a wrong token, no token', async () => {
    const json = { 'content-type': 'application/json' }
    const right = { ...json, authorization: `Bearer ${TOKEN}` }
    expect((await server.post('{', right)).body.error.code).toBe('invalid-json')
    const wrong = await server.post(JSON.stringify(order), { ...json, authorization: 'Bearer guess' })
    expect([wrong.status, wrong.body.error.code]).toEqual([401, 'unauthorized'])
    expect((await server.post(JSON.stringify(order), json)).status).toBe(403)
    expect(server.desk.orders).toEqual([])
  })

  test('what the desk refuses is its error, and may be tried again with the same key', async () => {
    server.desk.trouble = refusal('release-blocked')
    const refused = await server.order({ ...order, key: 'k' })
    expect([refused.status, refused.body.error.code]).toEqual([409, 'release-blocked'])
    server.desk.trouble = undefined
    expect((await server.order({ ...order, key: 'k' })).body.data.result).toBe('deploying')
  })
})

test('the API describes the plain form', async () => {
  const { paths } = (await server.openapi()) as {
    paths: Record<string, { post: { requestBody: { content: object } } }>
  }
  const { content } = paths['/api/webhooks/deploy']?.post.requestBody ?? {}
  expect(content).toMatchObject({
    'application/json': {
      schema: { type: 'object', required: ['environment'], properties: { key: { type: 'string' } } },
    },
  })
})
