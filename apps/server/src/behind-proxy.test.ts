import { connect } from 'mqtt'
import { afterEach, describe, expect, test } from 'vitest'
import { serverInTemp, type TestServer, TOKEN } from './testing/server-in-temp.ts'

let server: TestServer
afterEach(() => server.remove())

/** Ask as a proxy on this machine does, for somebody else. */
const askFor = (somebody: string, path: string, headers: object = {}) =>
  fetch(server.url + path, { headers: { 'x-forwarded-for': somebody, ...headers } })
const checkInFor = (somebody: string) => askFor(somebody, '/config/version.json?tablet=hall&release=r1')
const strangerAt = async () => (await server.call('GET', '/api/strangers')).body.data[0]?.address

/** A page that comes by the proxy, and is refused. */
async function speakWithWrongPassword(): Promise<void> {
  const client = connect(`${server.url.replace('http', 'ws')}/mqtt`, {
    username: 'relevo',
    password: 'wrong',
    reconnectPeriod: 0,
    wsOptions: { headers: { 'x-forwarded-for': '198.51.100.7' } },
  })
  await new Promise((refused) => client.once('error', refused))
  await client.endAsync(true)
}

async function found(check: string) {
  const { body } = await server.call('GET', '/api/doctor?probe=false')
  return (body.data as { check: string; verdict: string; subject?: string; message: string; do: string }[]).filter(
    (finding) => finding.check === check,
  )
}

describe('a proxy that is trusted', () => {
  test('says where a tablet is, and what the tablet itself says of that counts for nothing', async () => {
    server = await serverInTemp({ access: 'enrolled', trustProxy: ['127.0.0.1', '10.1.2.0/28'] })
    await server.release('r1')
    await checkInFor('192.168.7.20, 198.51.100.7, 10.1.2.3')
    expect(await strangerAt()).toBe('198.51.100.7')
  })

  test('has each caller pay for their own guesses', async () => {
    server = await serverInTemp({ trustProxy: ['127.0.0.1'] })
    const guess = (somebody: string) => askFor(somebody, '/api/tablets', { authorization: 'Bearer wrong' })
    let last = await guess('198.51.100.7')
    for (let tries = 0; tries < 100 && last.status === 401; tries++) last = await guess('198.51.100.7')
    expect(last.status).toBe(429)
    expect((await guess('198.51.100.8')).status).toBe(401)
    // A site of IPv6 is one, whichever of its addresses it comes from.
    last = await guess('2001:db8::1')
    for (let tries = 0; tries < 100 && last.status === 401; tries++) last = await guess(`2001:db8::${tries}`)
    expect(last.status).toBe(429)
  })

  test('says where a page is that speaks MQTT', async () => {
    server = await serverInTemp({ trustProxy: ['127.0.0.1'] })
    await speakWithWrongPassword()
    expect(await found('mqtt-login')).toMatchObject([{ message: expect.stringContaining(' at 198.51.100.7 ') }])
  })

  test('says by which scheme somebody came, and not to which host: that is the one they asked for', async () => {
    server = await serverInTemp({ trustProxy: ['127.0.0.1'] })
    await server.release('r1')
    const forwarded = { 'x-forwarded-host': 'staging.localhost', 'x-forwarded-proto': 'https' }
    expect(await (await askFor('198.51.100.7', '/config/version.json', forwarded)).json()).toMatchObject({
      version: 'r1',
    })
    const made = await fetch(`${server.url}/api/enrolment-codes`, {
      method: 'POST',
      headers: { ...forwarded, authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: '{}',
    })
    const { data } = (await made.json()) as { data: { launchUrl: string } }
    expect(new URL(data.launchUrl).origin).toBe(server.url.replace('http:', 'https:'))
    const session = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { ...forwarded, 'content-type': 'application/json' },
      body: JSON.stringify({ token: TOKEN }),
    })
    expect(session.headers.get('set-cookie')).toMatch(/; Secure/i)
  })
})

describe('a proxy that nobody has named', () => {
  test('is not believed, and the doctor tells of it once a tablet that is heard comes by it', async () => {
    server = await serverInTemp({ trustProxy: ['10.0.3.0/28'] })
    await server.release('r1')
    await fetch(`${server.url}/config/version.json?tablet=hall&release=r1`)
    expect(await found('proxy')).toMatchObject([{ verdict: 'well' }])
    await checkInFor('198.51.100.7')
    expect(await found('proxy')).toMatchObject([
      { verdict: 'found', subject: '127.0.0.1', do: 'If it is your proxy, add 127.0.0.1 to RELEVO_TRUST_PROXY.' },
    ])
  })

  test('is where all are who come by it; what strangers write is no finding', async () => {
    server = await serverInTemp({ access: 'enrolled', siteKey: 'the-key-of-this-site' })
    await server.release('r1')
    expect(await found('proxy')).toMatchObject([{ verdict: 'unmeasured' }])
    const enrolled = await server.call('POST', '/api/enrol', { tablet: 'attic', key: 'the-key-of-this-site' })
    const headers = { authorization: `Bearer ${enrolled.body.data.secret}` }
    await fetch(`${server.url}/config/version.json?tablet=attic&release=r1`, { headers })
    await checkInFor('198.51.100.7')
    expect(await strangerAt()).toBe('127.0.0.1')
    expect(await found('proxy')).toMatchObject([{ verdict: 'well' }])
  })

  test('does not say where a page is that speaks MQTT', async () => {
    server = await serverInTemp({ trustProxy: ['10.0.3.0/28'] })
    await speakWithWrongPassword()
    expect(await found('mqtt-login')).toMatchObject([{ message: expect.stringContaining(' at 127.0.0.1 ') }])
  })
})
