import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { serverInTemp, type TestServer, TOKEN } from '../testing/server-in-temp.ts'

let server: TestServer
beforeEach(async () => {
  server = await serverInTemp()
  await server.release('r1')
})
afterEach(() => server.remove())

const AUTHORIZED = { authorization: `Bearer ${TOKEN}` }
const checkIn = (id: string) => fetch(`${server.url}/config/version.json?tablet=${id}&release=r1`)
async function take(table: string, query = '', type = 'text/csv') {
  const headers = { ...AUTHORIZED, 'content-type': type }
  const answer = await fetch(`${server.url}/api/tablets/import${query}`, { method: 'POST', headers, body: table })
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers as the outside does
  return { status: answer.status, ...((await answer.json()) as any) }
}
const give = async () => {
  const answer = await fetch(`${server.url}/api/tablets/export`, { headers: AUTHORIZED })
  return { type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) }
}
const tablet = async (id: string) => (await server.call('GET', `/api/tablets/${id}`)).body.data
const all = async () => (await server.call('GET', '/api/tablets?limit=1000')).body.data
const events = async () => (await server.call('GET', '/api/events?limit=1000')).body

describe('a table', () => {
  test('says things of tablets that were heard, and of some that never were; also after a restart', async () => {
    await checkIn('hall')
    const { status, data } = await take(
      '\ufeffid;name;tags;environment;pin\r\nhall;Hall;"east, floor-1";staging;r1\r\nattic;Attic;;staging;\r\n',
    )
    expect([status, data]).toEqual([200, { created: 1, changed: 1, unchanged: 0, lines: 2 }])
    await server.restart()
    expect(await tablet('hall')).toMatchObject({
      environment: 'production',
      name: 'Hall',
      tags: ['east', 'floor-1'],
      pin: 'r1',
    })
    expect(await tablet('attic')).toEqual({
      id: 'attic',
      environment: 'staging',
      name: 'Attic',
      tags: [],
      presence: 'never-seen',
      online: false,
    })
    const { data: summary } = (await server.call('GET', '/api/tablets/summary')).body
    expect([summary.count, summary.presence.neverSeen, summary.behind]).toEqual([2, 1, 0])
    expect((await server.call('GET', '/api/tablets?presence=never-seen')).body.data).toHaveLength(1)
    // Its own address tells where it is, once it comes.
    await checkIn('attic')
    expect(await tablet('attic')).toMatchObject({ environment: 'production', name: 'Attic', presence: 'online' })
  })

  test('changes nothing in columns it does not have, and clears what is empty in those it has', async () => {
    await take('id,name,group,notes\nhall,Hall,lobby,n\n')
    await take('id,name,group\nhall,,cellar\n')
    const { name, group, notes } = await tablet('hall')
    expect([name, group, notes]).toEqual([undefined, 'cellar', 'n'])
  })

  test('that was exported changes nothing when it is imported', async () => {
    await checkIn('hall')
    await take('id,name,notes,pin,environment\n-1,=1+1,"two\r\nlines, ""x""; ñ",r1,staging\nattic,"\'=x",,,\n')
    const before = await all()
    const { type, bytes } = await give()
    expect(type).toBe('text/csv; charset=utf-8')
    const { count } = await events()
    expect((await take(bytes.toString())).data).toEqual({ created: 0, changed: 0, unchanged: 3, lines: 3 })
    expect([await all(), (await events()).count]).toEqual([before, count])
    for (const id of ['-1', 'attic']) await server.call('DELETE', `/api/tablets/${id}`)
    expect((await take(bytes.toString())).data).toEqual({ created: 2, changed: 0, unchanged: 1, lines: 3 })
    expect(await all()).toEqual(before)
    expect((await give()).bytes).toEqual(bytes)
  })

  test('is in the log, and in the history of every tablet it changed', async () => {
    await checkIn('hall')
    await take('id,name\nhall,Hall\nattic,\n')
    const logged = (await events()).data.slice(-3)
    const { id } = logged[2].subject
    expect(logged).toMatchObject([
      { type: 'tablet-changed', actor: 'root', subject: { id: 'hall' }, data: { name: 'Hall', table: id } },
      { type: 'tablet-changed', actor: 'root', subject: { id: 'attic' }, data: { table: id } },
      { type: 'tablets-imported', actor: 'root', data: { created: 1, changed: 1 } },
    ])
  })

  test('is only looked at in a dry run', async () => {
    const { count } = await events()
    const { data } = await take('id,name\nhall,Hall\n', '?dryRun=true')
    expect(data).toEqual({ created: 1, changed: 0, unchanged: 0, lines: 1 })
    expect([await all(), (await events()).count]).toEqual([[], count])
    expect((await take('id\n?\n', '?dryRun=true')).error.code).toBe('import-invalid')
  })

  test('that has mistakes is not imported at all, and each is named', async () => {
    await server.call('PATCH', '/api/releases/r1', { blocked: true })
    await checkIn('hall')
    const lines = [
      'id,name,group,tags,environment,notes,pin',
      'good,Good,,,,,',
      'no good,,,,,,',
      'a,"x\ny",,,,,',
      `b,,${'x'.repeat(65)},,,,`,
      'c,,,a b c d e f g h i j k l m n o p q r s t u,,,',
      'd,,,,mars,,',
      'e,,,,,,../r',
      'f,,,,,,r9',
      'g,,,,,,r1',
      'good,,,,,,',
      'h,',
      `i,,,,,${'x'.repeat(4_001)},`,
    ]
    const { count } = await events()
    const { status, error } = await take(lines.join('\n'))
    expect([status, error.code]).toEqual([400, 'import-invalid'])
    expect(error.detail.split('\n')).toEqual([
      'line 3: id: "no good" is not 1 to 64 of A-Z a-z 0-9 _ -',
      'line 4: name: "x\\ny" is not 1 to 64 printable characters',
      `line 6: group: "${'x'.repeat(40)}…" is not 1 to 64 printable characters`,
      'line 7: tags: more than 20',
      'line 8: environment: there is no "mars"',
      'line 9: pin: "../r" is no version',
      'line 10: pin: r9 is no release of this server',
      'line 11: pin: r1 is blocked',
      'line 12: good is the tablet of line 2',
      'line 13: it has 2 cells, the heading has 7',
      'line 14: notes: more than 4000 characters',
    ])
    expect([(await all()).map(({ id }: { id: string }) => id), (await events()).count]).toEqual([['hall'], count])
  })

  test('names twenty mistakes, and how many more there are', async () => {
    const { error } = await take(`id\n${'?\n'.repeat(50)}`)
    const lines = error.detail.split('\n')
    expect([lines.length, lines[19], lines[20]]).toEqual([21, expect.stringMatching(/^line 21:/), 'and 30 more'])
  })

  test('knows a tablet by each of its names', async () => {
    for (const id of ['old', 'hall']) await checkIn(id)
    await server.call('POST', '/api/tablets/old/merge', { into: 'hall' })
    expect((await take('id,name\nold,Hall\n')).data).toMatchObject({ created: 0, changed: 1 })
    expect(await tablet('hall')).toMatchObject({ name: 'Hall' })
    expect((await take('id,name\nold,A\nhall,B\n')).error.detail).toBe('line 3: hall is the tablet of line 2')
  })

  test('of another type is refused', async () => {
    expect(await take('{}', '', 'application/json')).toMatchObject({ status: 415, error: { code: 'unsupported-type' } })
  })
})

test('a table of 50,000 tablets is taken in as one, while tablets get their answers', async () => {
  const rows = Array.from({ length: 50_000 }, (_, i) => `tablet-${i};Screen ${i};group ${i % 50};a b;"note, ${i}"`)
  const taken = take(`id;name;group;tags;notes\n${rows.join('\n')}`)
  expect((await checkIn('hall')).status).toBe(200)
  expect((await taken).data).toEqual({ created: 50_000, changed: 0, unchanged: 0, lines: 50_000 })
  expect((await take(`id;name\n${'tablet-1;A\n'.repeat(2)}`)).status).toBe(400)
  await server.restart()
  expect((await server.call('GET', '/api/tablets/summary')).body.data).toMatchObject({ count: 50_001 })
  expect((await give()).bytes.length).toBeGreaterThan(2_000_000)
}, 60_000)
