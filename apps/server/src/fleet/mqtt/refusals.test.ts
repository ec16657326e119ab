import { expect, test } from 'vitest'
import { createRefusals, type RefusalReason } from './refusals.ts'

const HOUR = 3_600_000
const refused = (at: number, reason: RefusalReason = 'login', clientId: string | undefined = 'hall') => ({
  at,
  reason,
  address: '10.0.0.7',
  ...(clientId !== undefined && { clientId }),
})

test('a client that tries on and on is one row, and one line an hour', () => {
  const refusals = createRefusals()
  expect(refusals.note(refused(0))).toBe(true)
  for (let at = 1000; at < HOUR; at += 1000) expect(refusals.note(refused(at))).toBe(false)
  expect(refusals.note(refused(HOUR))).toBe(true)
  expect(refusals.list()).toEqual([
    { reason: 'login', clientId: 'hall', address: '10.0.0.7', first: 0, at: HOUR, count: 3601 },
  ])
})

test('another reason and another client are rows of their own, the latest last', () => {
  const refusals = createRefusals()
  refusals.note(refused(1, 'login', 'hall'))
  refusals.note(refused(2, 'too-slow', 'hall'))
  refusals.note(refused(3, 'login', 'attic'))
  refusals.note({ ...refused(4, 'tls-on-plain-port'), clientId: undefined } as never)
  refusals.note(refused(5, 'login', 'hall'))
  expect(refusals.list().map(({ reason, clientId }) => [reason, clientId])).toEqual([
    ['too-slow', 'hall'],
    ['login', 'attic'],
    ['tls-on-plain-port', undefined],
    ['login', 'hall'],
  ])
})

test('all clients that are turned away in a storm are one row', () => {
  const refusals = createRefusals()
  for (let i = 0; i < 100; i++) refusals.note(refused(i, 'server-busy', `tablet-${i}`))
  expect(refusals.list()).toMatchObject([{ reason: 'server-busy', clientId: 'tablet-99', count: 100 }])
})

test('a client id made up for each attempt does not fill the log, and who is refused afterwards is told of again', () => {
  const refusals = createRefusals()
  const news = Array.from({ length: 2_000 }, (_, i) => refusals.note(refused(i, 'login', `made-up-${i}`)))
  expect(news.filter(Boolean)).toHaveLength(60)
  expect(refusals.note(refused(2_000, 'login', 'hall'))).toBe(false)
  expect(refusals.note(refused(60_000, 'login', 'hall'))).toBe(true)
  expect(refusals.note(refused(60_001, 'login', 'hall'))).toBe(false)
})

test('however many there are, and however long what they say, it stays small', () => {
  const refusals = createRefusals()
  for (let i = 0; i < 2_000; i++)
    refusals.note({ ...refused(i, 'login', `${i}-${'x'.repeat(9_999)}`), detail: 'y'.repeat(9_999) })
  const list = refusals.list()
  expect(list).toHaveLength(500)
  expect(list.at(-1)).toMatchObject({ at: 1999 })
  expect(JSON.stringify(list).length).toBeLessThan(500 * 600)
})
