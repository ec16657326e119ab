import { NO_SLOTS } from '@relevo/core/slots'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RecordKeeper, TabletRecord } from './record.ts'
import { reportFailure } from './report.ts'

const CHECK_IN = 'https://panel.test/config/version.json?tablet=lobby-1'

const fetched: [url: string, authorization: string | null][] = []
let answer: Response | undefined
beforeEach(() => {
  vi.useFakeTimers()
  fetched.length = 0
  answer = new Response('{"version":"r1"}')
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    fetched.push([url, new Headers(init.headers).get('authorization')])
    if (!answer) throw new TypeError('Failed to fetch')
    return answer
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function report(secret?: string, told = false): Promise<boolean> {
  const failed = { r2: { code: 'boot-timeout', at: 1, told } as const }
  const record: TabletRecord = {
    slots: { ...NO_SLOTS, phase: 'settled', active: 'r1', failed } as TabletRecord['slots'],
    pins: new Map(),
    told: { checkIn: CHECK_IN, running: 'r1', secret },
  }
  const reporting = reportFailure({ read: async () => record } as RecordKeeper, 'r2')
  await vi.advanceTimersByTimeAsync(5_000)
  return reporting
}

it('a failure is said for a page that cannot, signed as the page that was up would have', async () => {
  expect(await report('secret')).toBe(true)
  expect(fetched).toEqual([[`${CHECK_IN}&release=r1&phase=rolled_back&target=r2&error=boot-timeout`, 'Bearer secret']])
})

it('nothing is signed where there is no secret, so that another origin needs no preflight', async () => {
  expect(await report()).toBe(true)
  expect(fetched.map(([, authorization]) => authorization)).toEqual([null])
})

it('is not told by saying it to a server that does not hear the tablet', async () => {
  answer = new Response('{"version":"r1"}', { headers: { 'relevo-access': 'enrol' } })
  expect(await report('revoked')).toBe(false)
})

it.each<[string, Response | undefined]>([
  ['is away', undefined],
  ['is broken', new Response('', { status: 502 })],
])('is not told to a server that %s', async (_, given) => {
  answer = given
  expect(await report('secret')).toBe(false)
})

it('is said once', async () => {
  expect(await report('secret', true)).toBe(false)
  expect(fetched).toEqual([])
})
