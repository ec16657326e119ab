import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { readConfig } from '@relevo/config'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createServer } from './main.ts'
import { httpEndpoint } from './testing/http-endpoint.ts'

const SECRET = 's3cr3t-of-Fully'
const FORMS = [SECRET, Buffer.from(SECRET).toString('base64').slice(0, 16)]

test('the password of a kiosk reaches its app and nothing else: no answer, log, event or file', async () => {
  const fully = await httpEndpoint(({ path }, nth) =>
    nth > 2
      ? 'hang'
      : { status: 200, body: JSON.stringify({ status: nth === 1 ? 'OK' : 'Error', statustext: `login ${path}` }) },
  )
  const data = await mkdtemp(join(tmpdir(), 'relevo-secrets-'))
  let logged = ''
  const sink = new Writable({
    write(chunk, _, done) {
      logged += chunk
      done()
    },
  })
  const log = pino({ level: 'trace' }, sink)
  const env = { PORT: '0', MQTT_PORT: 'auto', HOST: '127.0.0.1', RELEVO_DATA: data, RELEVO_TOKEN: 'a-token-of-tests' }
  const server = await createServer(readConfig({ env }).config, log)
  let answered = ''
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: 'Bearer a-token-of-tests', 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    answered += text
    return { status: answer.status, body: JSON.parse(text) }
  }
  try {
    await call('POST', '/api/kiosks', { id: 'f', app: 'fully', device: 'd', restUrl: fully.url, secret: SECRET })
    expect((await call('POST', '/api/kiosks/f/commands', { do: 'reload' })).body.data).toMatchObject({ way: 'rest' })
    expect(fully.arrived[0]?.path).toContain(`password=${SECRET}`)
    const refused = await call('POST', '/api/kiosks/f/commands', { do: 'reload' })
    expect(refused).toMatchObject({ status: 502, body: { error: { detail: 'it refuses the secret' } } })
    await call('PATCH', '/api/kiosks/f', { secret: SECRET, name: 'Hall' })
    await call('POST', '/api/kiosks', { app: 'fully', restUrl: `http://x:${SECRET}@127.0.0.1:1`, secret: SECRET })
    for (const path of ['/api/kiosks', '/api/kiosks/f', '/api/events?limit=1000']) await call('GET', path)
  } finally {
    await server.close()
  }
  const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter((file) => file.isFile())
  const kept = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')))
  for (const form of FORMS) for (const text of [logged, answered, ...kept]) expect(text).not.toContain(form)
  expect(answered).toContain('"hasSecret":true')
  expect((await stat(join(data, 'kiosk-key'))).mode & 0o777).toBe(0o600)
  await rm(data, { recursive: true })
})
