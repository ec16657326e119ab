import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

const KEY = 'the-key-of-this-site'
let server: TestServer
beforeEach(async () => {
  server = await serverInTemp({ access: 'enrolled', siteKey: KEY })
})
afterEach(() => server.remove())

async function enrol(body: object) {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${server.url}/api/enrol`, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answered }
}
interface Answered {
  data: { tablet: string; secret: string }
  error: { code: string; detail: string }
}
const refused = async (body: object) => {
  const { status, body: answer } = await enrol(body)
  return [status, answer.error?.code, answer.error?.detail]
}
const code = async (order: object = {}) => (await server.call('POST', '/api/enrolment-codes', order)).body.data
const letIn = async (tablet: string, secret: string) => {
  const headers = { authorization: `Bearer ${secret}` }
  const answer = await fetch(`${server.url}/config/version.json?tablet=${tablet}&release=r1`, { headers })
  return answer.headers.get('relevo-access') !== 'enrol'
}
const events = async (...types: string[]) =>
  (await server.call('GET', `/api/events?type=${types.join()}`)).body.data as Record<string, unknown>[]

test('how tablets come in is told, and the key of the site is not', async () => {
  const { body } = await server.call('GET', '/api/access')
  expect(body.data).toMatchObject({ mode: 'enrolled', siteKey: true })
  expect(body.data.mqttPort ?? 0).toBe(server.running.mqttPort ?? 0)
  expect(JSON.stringify(body)).not.toContain(KEY)
})

describe('a code', () => {
  test('lets one tablet in, and is used up then', async () => {
    const made = await code({ tablet: 'hall' })
    expect(made).toMatchObject({ tablet: 'hall', uses: 1, used: 0, state: 'good', createdBy: 'root' })
    expect(made.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(made.launchUrl).toBe(`${server.url}/?tablet=hall#relevo-enrol=${made.code}`)
    const { status, body } = await enrol({ tablet: 'hall', code: made.code })
    expect(status).toBe(200)
    expect(body.data).toEqual({ tablet: 'hall', secret: expect.stringMatching(/^rls_[\w-]{43}$/) })
    expect(await letIn('hall', body.data.secret)).toBe(true)
    expect(await refused({ tablet: 'hall', code: made.code })).toEqual([
      403,
      'enrolment-refused',
      'the code is used up',
    ])
    expect((await server.call('GET', '/api/enrolment-codes')).body.data).toMatchObject([{ used: 1, state: 'used-up' }])
  })

  test('may be typed as people type', async () => {
    const made = await code()
    const typed = ` ${made.code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `
    expect((await enrol({ tablet: 'hall', code: typed })).status).toBe(200)
  })

  test('is good for a second click while the first secret was never used, since an answer can get lost', async () => {
    const made = await code({ uses: 2 })
    const first = (await enrol({ tablet: 'hall', code: made.code })).body.data.secret
    const second = (await enrol({ tablet: 'hall', code: made.code })).body.data.secret
    expect(second).not.toBe(first)
    expect(await letIn('hall', first)).toBe(false)
    expect(await letIn('hall', second)).toBe(true)
    // Neither of both counted twice.
    expect((await enrol({ tablet: 'attic', code: made.code })).status).toBe(200)
    expect(await refused({ tablet: 'hall', code: made.code })).toEqual([
      403,
      'enrolment-refused',
      'the code is used up',
    ])
  })

  test('lets in as many as it is for, when they come at once too', async () => {
    const made = await code({ uses: 3 })
    const ids = ['a', 'b', 'c', 'd', 'e']
    const answers = await Promise.all(ids.map((tablet) => enrol({ tablet, code: made.code })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 403, 403])
    const { body } = await server.call('GET', '/api/credentials')
    expect(body.count).toBe(3)
  })

  test('of one use lets in one of two that come at once', async () => {
    const made = await code()
    const answers = await Promise.all(['a', 'b'].map((tablet) => enrol({ tablet, code: made.code })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403])
  })

  test('is refused where it is wrong, withdrawn, or for another tablet, and says which', async () => {
    const bound = await code({ tablet: 'hall' })
    expect(await refused({ tablet: 'attic', code: bound.code })).toEqual([
      403,
      'enrolment-refused',
      'the code is for another tablet',
    ])
    expect((await server.call('DELETE', `/api/enrolment-codes/${bound.id}`)).body.data).toMatchObject({
      state: 'withdrawn',
      duplicate: false,
    })
    expect((await server.call('DELETE', `/api/enrolment-codes/${bound.id}`)).body.data).toMatchObject({
      duplicate: true,
    })
    expect((await server.call('DELETE', '/api/enrolment-codes/none')).body.error).toMatchObject({
      code: 'code-unknown',
    })
    expect(await refused({ tablet: 'hall', code: bound.code })).toEqual([
      403,
      'enrolment-refused',
      'the code was withdrawn',
    ])
    for (const wrong of ['AAAA-AAAA', 'x', '☃']) {
      expect(await refused({ tablet: 'hall', code: wrong })).toEqual([
        403,
        'enrolment-refused',
        'there is no such code',
      ])
    }
    expect((await refused({ tablet: 'a/b', code: bound.code }))[1]).toBe('invalid-input')
    expect((await refused({ tablet: 'hall' }))[1]).toBe('invalid-input')
    expect((await refused({ tablet: 'hall', code: bound.code, key: KEY }))[1]).toBe('invalid-input')
  })

  test('lives on when the server restarts in the middle, and so does what it gave', async () => {
    const made = await code({ uses: 2 })
    const { secret } = (await enrol({ tablet: 'hall', code: made.code })).body.data
    await server.restart()
    expect(await letIn('hall', secret)).toBe(true)
    expect((await enrol({ tablet: 'attic', code: made.code })).status).toBe(200)
    await server.restart()
    expect((await refused({ tablet: 'roof', code: made.code }))[2]).toBe('the code is used up')
    expect((await refused({ tablet: 'hall', code: made.code }))[2]).toBe('the code is used up')
  })

  test('takes over a tablet that has lost its secret: the one before is good for nothing at once', async () => {
    const { secret } = (await enrol({ tablet: 'hall', key: KEY })).body.data
    expect(await letIn('hall', secret)).toBe(true)
    const next = (await enrol({ tablet: 'hall', code: (await code({ tablet: 'hall' })).code })).body.data.secret
    expect(await letIn('hall', secret)).toBe(false)
    expect(await letIn('hall', next)).toBe(true)
    expect(await events('tablet-enrolled', 'credential-revoked')).toMatchObject([
      { type: 'tablet-enrolled', subject: { kind: 'tablet', id: 'hall' }, data: { means: 'key' } },
      { type: 'credential-revoked', subject: { kind: 'tablet', id: 'hall' }, data: { why: 'replaced' } },
      { type: 'tablet-enrolled', data: { means: 'code', replaced: true } },
    ])
  })
})

describe('the site key', () => {
  test('lets in a new tablet, and one whose credential was revoked, and takes over no other', async () => {
    const { secret } = (await enrol({ tablet: 'hall', key: KEY })).body.data
    expect(await letIn('hall', secret)).toBe(true)
    expect(await refused({ tablet: 'hall', key: KEY })).toEqual([409, 'credential-exists', 'hall'])
    expect(await letIn('hall', secret)).toBe(true)
    const [{ id }] = (await server.call('GET', '/api/credentials')).body.data
    await server.call('DELETE', `/api/credentials/${id}`)
    expect(await letIn('hall', secret)).toBe(false)
    expect((await enrol({ tablet: 'hall', key: KEY })).status).toBe(200)
  })

  test('may ask again while its secret was never used, but not for what a person made', async () => {
    await enrol({ tablet: 'hall', key: KEY })
    expect((await enrol({ tablet: 'hall', key: KEY })).status).toBe(200)
    await server.call('POST', '/api/credentials', { kind: 'tablet', name: 'attic' })
    expect((await refused({ tablet: 'attic', key: KEY }))[1]).toBe('credential-exists')
  })

  test('is refused where it is another one, or none is set up', async () => {
    expect(await refused({ tablet: 'hall', key: `${KEY}x` })).toEqual([
      403,
      'enrolment-refused',
      'the site key is another one',
    ])
    await server.remove()
    server = await serverInTemp({ access: 'enrolled' })
    expect(await refused({ tablet: 'hall', key: KEY })).toEqual([
      403,
      'enrolment-refused',
      'this server has no site key',
    ])
  })
})

describe('whoever guesses', () => {
  test('is stopped for a while, with the time to wait, and fills no log', async () => {
    const wrong = () => enrol({ tablet: 'hall', code: 'AAAA-AAAA' })
    for (let i = 0; i < 30; i++) expect((await wrong()).status).toBe(403)
    const stopped = await wrong()
    expect([stopped.status, stopped.body.error.code]).toEqual([429, 'too-many-requests'])
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0)
    const right = await code()
    expect((await enrol({ tablet: 'hall', code: right.code })).status).toBe(429)
    expect(await events('enrolment-refused')).toMatchObject([
      { subject: { kind: 'tablet', id: 'hall' }, data: { why: 'code-unknown', from: '127.0.0.1', attempts: 1 } },
    ])
  })

  test('learns no secret and no code from the log, the lists or the database', async () => {
    const made = await code()
    const { secret } = (await enrol({ tablet: 'hall', code: made.code })).body.data
    const shown = await Promise.all(
      ['/api/events', '/api/credentials', '/api/enrolment-codes', '/api/strangers', '/api/tablets'].map((path) =>
        server.call('GET', path).then(({ body }) => JSON.stringify(body)),
      ),
    )
    await server.running.close()
    const { readFile, readdir } = await import('node:fs/promises')
    const stored = await Promise.all(
      (await readdir(server.data))
        .filter((name) => name.startsWith('relevo.db'))
        .map((name) => readFile(`${server.data}/${name}`, 'latin1')),
    )
    for (const text of [...shown, ...stored]) {
      for (const hidden of [secret, made.code, made.code.replace('-', ''), KEY])
        expect(text.includes(hidden)).toBe(false)
    }
    await server.restart()
  })
})

describe('other origins', () => {
  test('may ask to enrol, and to check in with a secret', async () => {
    for (const [path, method, header] of [
      ['/api/enrol', 'POST', 'content-type'],
      ['/config/version.json', 'GET', 'authorization'],
    ] as const) {
      const headers = {
        origin: 'https://panel.example',
        'access-control-request-method': method,
        'access-control-request-headers': header,
      }
      const answer = await fetch(server.url + path, { method: 'OPTIONS', headers })
      expect(answer.status, path).toBe(204)
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect(answer.headers.get('access-control-allow-methods')).toContain(method)
      expect(answer.headers.get('access-control-allow-headers')).toContain(header)
    }
    const { headers } = await enrol({ tablet: 'hall', code: 'AAAA-AAAA' })
    expect(headers.get('access-control-allow-origin')).toBe('*')
    const news = await fetch(`${server.url}/config/version.json`)
    expect(news.headers.get('access-control-expose-headers')).toBe('relevo-access')
  })
})
