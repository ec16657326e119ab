import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { type Config, readConfig } from '@relevo/config'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { createServer } from '../main.ts'
import { httpEndpoint } from '../testing/http-endpoint.ts'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'
import { smtpEndpoint } from '../testing/smtp-endpoint.ts'

/** Part of every secret there is. */
const SECRET = 'T0k3n_of-a-Sink'

async function serverWith(settings: Partial<Config>): Promise<TestServer> {
  const server = await serverInTemp({ publicUrl: 'https://relevo.example', ...settings })
  onTestFinished(() => server.remove())
  await server.release('r1')
  return server
}

const block = (server: TestServer) => server.call('PATCH', '/api/releases/r1', { blocked: true })
const order = (server: TestServer) => server.call('POST', '/api/environments/production/directive', { do: 'reset' })

/** The list, once it is as it should be: what follows an event follows it within a second or so. */
async function listed(server: TestServer, query: string, isSo: (data: Record<string, unknown>[]) => boolean) {
  const look = async () => (await server.call('GET', `/api/notices?${query}`)).body
  await expect.poll(async () => isSo((await look()).data), { timeout: 10_000 }).toBe(true)
  return look()
}

test('what happens is told, with a link to where people reach the server, and listed with what came of it', async () => {
  const slack = await httpEndpoint()
  const server = await serverWith({ notices: { slack: { url: `${slack.url}/services/${SECRET}` } } })
  await block(server)
  await slack.has(1)
  expect(JSON.parse(slack.arrived[0]?.body ?? '').attachments[0]).toMatchObject({
    title: 'Release r1 is blocked',
    title_link: 'https://relevo.example/dashboard/',
    color: '#f59e0b',
  })
  const { data, count } = await listed(server, 'state=sent', ({ length }) => length === 1)
  expect(count).toBe(1)
  expect(data[0]).toMatchObject({
    sink: 'slack',
    state: 'sent',
    attempts: 1,
    severity: 'warning',
    title: 'Release r1 is blocked',
    event: { seq: expect.any(Number), type: 'release-blocked' },
    endedAt: expect.stringMatching(/Z$/),
    detail: 'HTTP 200',
  })
})

test('a restart tells nothing twice, and a sink is told nothing of the time before it was there', async () => {
  const slack = await httpEndpoint()
  const notices: Config['notices'] = { slack: { url: slack.url } }
  const server = await serverWith({ notices })
  await block(server)
  await listed(server, 'state=sent', ({ length }) => length === 1)
  const webhook = await httpEndpoint()
  notices.webhook = { url: webhook.url }
  await server.restart()
  await order(server)
  await Promise.all([slack.has(2), webhook.has(1)])
  await listed(server, 'state=sent', ({ length }) => length === 3)
  expect(slack.arrived.length).toBe(2)
  expect(webhook.arrived.map(({ body }) => JSON.parse(body).type)).toEqual(['directive-given'])
})

test('each sink says what it is told of, and a test notice is in no list', async () => {
  const webhook = await httpEndpoint()
  const server = await serverWith({ notices: { webhook: { url: webhook.url, events: ['succeeded'] } } })
  expect((await server.call('GET', '/api/sinks')).body).toEqual({
    success: true,
    data: [{ name: 'webhook', kinds: ['succeeded'], waiting: 0, dead: 0 }],
    count: 1,
  })
  await server.call('POST', '/api/notices/test', {})
  expect(webhook.arrived.map(({ body }) => JSON.parse(body).type)).toEqual(['test'])
  expect((await server.call('GET', '/api/notices')).body).toEqual({ success: true, data: [], count: 0 })
})

test('a dead notice is seen, and is sent again by hand', async () => {
  let isGone = true
  const slack = await httpEndpoint(() => (isGone ? { status: 404, body: 'no_service' } : { status: 200 }))
  const server = await serverWith({ notices: { slack: { url: slack.url } } })
  await block(server)
  const { data } = await listed(server, 'state=dead&sink=slack', ({ length }) => length === 1)
  const [{ id }] = data
  expect(data[0]).toMatchObject({ attempts: 1, detail: 'HTTP 404: no_service' })
  expect((await server.call('GET', '/api/sinks')).body.data).toMatchObject([{ name: 'slack', waiting: 0, dead: 1 }])
  isGone = false
  const again = await server.call('POST', `/api/notices/${id}/resend`)
  expect([again.status, again.body.data]).toEqual([
    200,
    expect.objectContaining({ id, state: 'waiting', attempts: 0, nextTry: expect.any(String) }),
  ])
  await listed(server, 'state=sent', ({ length }) => length === 1)
  const once = await server.call('POST', `/api/notices/${id}/resend`)
  expect([once.status, once.body.error.code]).toEqual([409, 'notice-not-dead'])
  const unknown = await server.call('POST', '/api/notices/x/resend')
  expect([unknown.status, unknown.body.error.code]).toEqual([404, 'notice-unknown'])
})

test('what fails for now waits, and says until when', async () => {
  const slack = await httpEndpoint(() => ({ status: 429, headers: { 'retry-after': '3600' } }))
  const server = await serverWith({ notices: { slack: { url: slack.url } } })
  await block(server)
  const { data } = await listed(server, 'state=waiting', ([first]) => first?.attempts === 1)
  expect(Date.parse(data[0].nextTry)).toBeGreaterThan(Date.now() + 3_500_000)
})

test('a test notice says of each sink whether it arrived', async () => {
  const slack = await httpEndpoint(() => ({ status: 403, body: 'invalid_token' }))
  const { port, mails } = await smtpEndpoint()
  const email = { host: '127.0.0.1', port, from: 'relevo@panel.example', to: 'ops@panel.example' }
  const server = await serverWith({ notices: { slack: { url: slack.url }, email } })
  expect((await server.call('POST', '/api/notices/test', {})).body).toEqual({
    success: true,
    data: [
      { sink: 'slack', ok: false, detail: 'HTTP 403: invalid_token' },
      { sink: 'email', ok: true, detail: 'accepted' },
    ],
    count: 2,
  })
  expect((await server.call('POST', '/api/notices/test', { sink: 'email' })).body.count).toBe(1)
  expect(mails.length).toBe(2)
  const unknown = await server.call('POST', '/api/notices/test', { sink: 'pager' })
  expect([unknown.status, unknown.body.error.code]).toEqual([404, 'sink-unknown'])
})

test.each(['state=lost', 'limit=0', 'offset=-1'])('notices?%s is refused as invalid input', async (query) => {
  const server = await serverWith({})
  expect((await server.call('GET', `/api/notices?${query}`)).body.error.code).toBe('invalid-input')
})

test('no secret of a sink is in a log, an answer or the data folder', async () => {
  const told: string[] = []
  const log = pino(
    { level: 'trace' },
    new Writable({
      write(line, _encoding, done) {
        told.push(String(line))
        done()
      },
    }),
  )
  const echo = await httpEndpoint(({ path }) => ({
    status: 400,
    body: JSON.stringify({ message: `Cannot POST ${path}`, description: `Cannot POST ${path}` }),
  }))
  const { port } = await smtpEndpoint()
  const place = await serverInTemp() // only its folder is used
  onTestFinished(() => place.remove())
  await place.release('r1')
  await place.running.close()
  const { data } = place
  const env = { PORT: '0', MQTT_PORT: '0', HOST: '127.0.0.1', RELEVO_DATA: data, RELEVO_TOKEN: 'test-token' }
  const server = await createServer(
    {
      ...readConfig({ env }).config,
      notices: {
        slack: { url: `${echo.url}/services/${SECRET}` },
        discord: { url: `${echo.url}/api/webhooks/1/${SECRET}` },
        webhook: { url: `${echo.url}/hook?key=${SECRET}`, secret: `whsec_${SECRET}` },
        email: { host: '127.0.0.1', port, user: 'me', password: SECRET, from: 'a@b.example', to: 'c@d.example' },
      },
    },
    log,
  )
  onTestFinished(() => server.close())
  place.url = server.url
  await block(place)
  await listed(place, 'state=dead', ({ length }) => length === 4)
  const answers = []
  for (const path of ['notices', 'sinks', 'events']) answers.push(await place.call('GET', `/api/${path}`))
  answers.push(await place.call('POST', '/api/notices/test', {}))
  await server.close()
  expect(told.join('')).toContain('could not be delivered by slack')
  expect(told.join('') + JSON.stringify(answers)).not.toContain(SECRET)
  for (const name of await readdir(data)) {
    if (name.startsWith('relevo.db')) expect(String(await readFile(join(data, name)))).not.toContain(SECRET)
  }
})
