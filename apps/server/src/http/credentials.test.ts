import { afterEach, beforeEach, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
beforeEach(async () => {
  server = await serverInTemp({ access: 'enrolled' })
})
afterEach(() => server.remove())

const make = (body: object) => server.call('POST', '/api/credentials', body)

test('a credential is shown once, listed without its secret, and revoked once', async () => {
  const { status, body } = await make({ kind: 'kiosk', name: 'hall-wp' })
  expect(status).toBe(201)
  const { secret, mqttPort, ...shown } = body.data
  expect(secret).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/) // typed by hand
  expect(mqttPort).toBe(server.running.mqttPort)
  expect(shown).toMatchObject({
    kind: 'kiosk',
    name: 'hall-wp',
    user: 'kiosk-hall-wp',
    state: 'active',
    createdBy: 'root',
  })
  expect((await server.call('GET', '/api/credentials')).body).toEqual({ success: true, data: [shown], count: 1 })

  const { body: gone } = await server.call('DELETE', `/api/credentials/${shown.id}`)
  expect(gone.data).toMatchObject({ ...shown, state: 'revoked', revokedAt: expect.any(String), duplicate: false })
  const { body: again } = await server.call('DELETE', `/api/credentials/${shown.id}`)
  expect(again.data).toMatchObject({ state: 'revoked', duplicate: true })
  expect((await server.call('DELETE', '/api/credentials/none')).body.error.code).toBe('credential-unknown')
  const { body: log } = await server.call('GET', '/api/events?type=credential-created,credential-revoked')
  expect(log.data).toMatchObject([
    {
      type: 'credential-created',
      actor: 'root',
      subject: { kind: 'credential', id: shown.id },
      data: { kind: 'kiosk', name: 'hall-wp' },
    },
    { type: 'credential-revoked', actor: 'root', data: { why: 'by-hand' } },
  ])
})

test('a kiosk that is forgotten takes its credential with it, also when its id is given again', async () => {
  const hall = { app: 'wallpanel', id: 'hall', base: 'wallpanel/hall/' }
  await server.call('POST', '/api/kiosks', hall)
  await make({ kind: 'kiosk', name: 'hall' })
  await make({ kind: 'kiosk', name: 'attic' })
  await server.call('DELETE', '/api/kiosks/hall')
  await server.call('POST', '/api/kiosks', hall)
  const { data } = (await server.call('GET', '/api/credentials')).body
  const states = data.map(({ name, state }: { name: string; state: string }) => [name, state])
  expect(Object.fromEntries(states)).toEqual({ hall: 'revoked', attic: 'active' })
  const { body: log } = await server.call('GET', '/api/events?type=credential-revoked')
  expect(log.data).toMatchObject([{ actor: 'root', data: { name: 'hall', why: 'forgotten' } }])
})

test('another one under the same name is made only where that is said, and takes the place of the first', async () => {
  const first = (await make({ kind: 'service', name: 'home-assistant' })).body.data
  expect((await make({ kind: 'service', name: 'home-assistant' })).body.error.code).toBe('credential-exists')
  const second = (await make({ kind: 'service', name: 'home-assistant', replace: true })).body.data
  expect(second.secret).not.toBe(first.secret)
  // The same name of another kind is somebody else.
  expect((await make({ kind: 'tablet', name: 'home-assistant' })).status).toBe(201)
  const listed = async (query: string) => (await server.call('GET', `/api/credentials?${query}`)).body
  expect(await listed('kind=service&state=active')).toMatchObject({ data: [{ id: second.id }], count: 1 })
  expect(await listed('name=home-assistant&limit=2')).toMatchObject({ count: 3, data: [{}, {}] })
})

test.each([
  [{ kind: 'tablet' }],
  [{ kind: 'admin', name: 'x' }],
  [{ kind: 'kiosk', name: 'a/b' }],
  [{ kind: 'kiosk', name: 'x', secret: 'my-own-secret-of-some-length' }],
])('%j is refused, and changes nothing', async (body) => {
  expect((await make(body)).body.error.code).toBe('invalid-input')
  expect((await server.call('GET', '/api/credentials')).body.count).toBe(0)
})

test.each([
  { uses: 0 },
  { uses: 10_001 },
  { lifetime: 59 },
  { lifetime: 86_401 },
  { tablet: 'a b' },
  { code: 'AAAA-AAAA' },
])('a code with %j is refused, and changes nothing', async (body) => {
  expect((await server.call('POST', '/api/enrolment-codes', body)).body.error.code).toBe('invalid-input')
  expect((await server.call('GET', '/api/enrolment-codes')).body.count).toBe(0)
})
