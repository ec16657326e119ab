import { expect, test } from 'vitest'
import { createStrangeProxies } from './strange-proxies.ts'

test('remembers each once with the last time, the twenty that came last, for a day', () => {
  let now = 0
  const proxies = createStrangeProxies(() => ++now)
  for (let host = 1; host <= 20; host++) proxies.checkedIn(`10.0.0.${host}`)
  proxies.checkedIn('10.0.0.1')
  expect(proxies.list()).toHaveLength(20)
  expect(proxies.list()?.at(-1)).toEqual({ address: '10.0.0.1', lastSeen: 21 })
  proxies.checkedIn('10.0.0.21')
  expect(proxies.list()).toHaveLength(20)
  expect(proxies.list()?.map(({ address }) => address)).not.toContain('10.0.0.2')
  now += 24 * 3_600_000
  expect(proxies.list()).toEqual([])
})

test('says nothing while nobody checked in, and that there is none once somebody did without', () => {
  const proxies = createStrangeProxies(() => 1)
  expect(proxies.list()).toBeUndefined()
  proxies.checkedIn(undefined)
  expect(proxies.list()).toEqual([])
})
