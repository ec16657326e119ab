import Fastify from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Comer } from '../fleet/storms/comer.ts'
import { tellHowTheyCame } from './came-by.ts'
import type { App } from './http-parts.ts'
import { trustedProxies } from './proxies.ts'
import { turnAwayInStorms } from './turn-away.ts'
import { type WaitingLine, waitingLine } from './waiting-line.ts'

let app: App
let asked: Comer[]
let left: string[]
let after: number | undefined
let line: WaitingLine

beforeEach(async () => {
  asked = []
  left = []
  after = 7
  line = waitingLine()
  app = Fastify() as unknown as App
  const storms = {
    ask(comer: Comer) {
      asked.push(comer)
      return after
    },
    left: (comer: Comer, address: string) => void left.push(`${comer} ${address}`),
  }
  tellHowTheyCame(app, trustedProxies([]))
  turnAwayInStorms(app, storms, line)
  const answer = async () => ({ ok: true })
  for (const [path, comer] of [
    ['/config/version.json', 'check-in'],
    ['/releases/files/1', 'file'],
    ['/app', 'navigation'],
  ] as const)
    app.get(path, { config: { comer } }, answer)
  for (const path of ['/api/tablets', '/health', '/dashboard']) app.get(path, answer)
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(() => app.close())

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return fetch(`http://127.0.0.1:${port}${path}`, { headers, method })
}

test.each<[string, Comer]>([
  ['/config/version.json', 'check-in'],
  ['/releases/files/1', 'file'],
])('in a storm %s says when to come again, to every origin', async (path, comer) => {
  const response = await get(path)
  expect(response.status).toBe(503)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'retry-after': '7',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Retry-After, relevo-access',
  })
  expect(await response.json()).toMatchObject({ success: false, error: { code: 'server-busy' } })
  expect(await (await get(path, {}, 'HEAD')).text()).toBe('')
  expect(asked).toEqual([comer, comer])
  expect(left).toEqual([])
})

test('a person sees a page that tries again by itself, in both languages', async () => {
  const response = await get('/app', { accept: 'text/html,*/*' })
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7'])
  const text = await response.text()
  expect(text).toContain('<meta http-equiv="refresh" content="7">')
  expect(text).toContain('lang="en"')
  expect(text).toContain('lang="es"')
})

test('what a page needs that came in comes in too', async () => {
  expect((await get('/app', { accept: '*/*' })).status).toBe(200)
  expect(asked).toEqual([])
})

test('who works with the server is never asked to come later', async () => {
  for (const path of ['/api/tablets', '/health', '/dashboard']) expect((await get(path)).status).toBe(200)
  expect(asked).toEqual([])
})

test('who comes in is under way until it has its answer', async () => {
  after = undefined
  expect(await (await get('/releases/files/1')).json()).toEqual({ ok: true })
  expect(asked).toEqual(['file'])
  await expect.poll(() => left).toEqual(['file 127.0.0.1'])
})

test('a crowd that comes at once is served one after the other, all of it, and nobody waits for it who works with the server', async () => {
  after = undefined
  const crowd = Array.from({ length: 300 }, () => get('/config/version.json'))
  expect((await get('/health')).status).toBe(200)
  const answers = await Promise.all(crowd)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  await Promise.all(answers.map((answer) => answer.text()))
  expect(line.waits()).toBe(0)
  await expect.poll(() => left).toHaveLength(300)
})
