import { expect, test, vi } from 'vitest'
import type { Check, Finding } from '../fleet/readiness.ts'
import { createReadinessProbe } from './index.ts'

const heard: [string, unknown][] = []
const world = { now: () => 5, warn: (message: string, cause: unknown) => void heard.push([message, cause]) }
const check = (name: string, look: Check['look'], needed = true): Check => ({ name, needed, look })
const ok = async (): Promise<Finding> => ({ status: 'ok' })

test('all checks run at once, and each has its own time', async () => {
  const woken = Promise.withResolvers<Finding>()
  const probe = createReadinessProbe(
    [
      check('waits', () => woken.promise),
      check('wakes', async () => {
        woken.resolve({ status: 'ok' })
        return { status: 'warn', detail: 'rather full' }
      }),
    ],
    world,
  )
  expect(await probe.look()).toEqual({
    status: 'degraded',
    at: 5,
    checks: [
      { name: 'waits', needed: true, status: 'ok', ms: expect.any(Number) },
      { name: 'wakes', needed: true, status: 'warn', detail: 'rather full', ms: expect.any(Number) },
    ],
  })
})

test('a check that hangs fails when its time is up, is told so, and does not hold up the others', async () => {
  let isTold = false
  const hangs = check('hangs', (signal) => {
    signal.addEventListener('abort', () => (isTold = true))
    return new Promise(() => undefined)
  })
  const { status, checks } = await createReadinessProbe([hangs, check('fine', ok)], world, 60).look()
  expect([status, isTold]).toEqual(['not-ready', true])
  expect(checks.map(({ status, detail }) => [status, detail])).toEqual([
    ['fail', 'no answer within 0.06 s'],
    ['ok', undefined],
  ])
  expect(checks[0]?.ms).toBeGreaterThanOrEqual(55)
})

test('what a check throws is for the log only', async () => {
  const cause = Object.assign(new Error('EIO: /var/lib/secret'), { code: 'EIO' })
  const fails = [check('disk', () => Promise.reject(cause)), check('odd', () => Promise.reject(new Error('/secret')))]
  const { checks } = await createReadinessProbe(fails, world).look()
  expect(checks.map(({ detail }) => detail)).toEqual(['does not work (EIO)', 'does not work (see the log)'])
  expect(heard.find(([message]) => message === 'The check of disk failed')?.[1]).toBe(cause)
})

test('many who ask cost one look a second, however often the clock is set', async () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000)
  let looks = 0
  const probe = createReadinessProbe([check('counts', async () => ({ status: 'ok', detail: `${++looks}` }))], world)
  await Promise.all(Array.from({ length: 100 }, () => probe.look()))
  clock.mockReturnValue(1_999)
  await probe.look()
  expect(looks).toBe(1)
  clock.mockReturnValue(2_000)
  await probe.look()
  expect(looks).toBe(2)
  clock.mockRestore()
})
