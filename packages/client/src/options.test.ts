import { expect, it } from 'vitest'
import { readOptions, rulesOf, type UpdateManagerOptions } from './options.ts'

it('has the documented defaults, in milliseconds', () => {
  const settings = readOptions({ version: 'r1' })
  expect(settings).toMatchObject({
    policy: 'prompt',
    checkEvery: 300_000,
    countdown: 60_000,
    later: 3_600_000,
    laterLimit: 3,
    maxHold: 900_000,
    inUse: 30_000,
    readyAfter: 5_000,
    readyTimeout: 30_000,
    manual: false,
    trustHints: false,
  })
  expect(rulesOf(settings)).toMatchObject({
    policy: 'prompt',
    countdown: 60_000,
    backoff: 10_000,
    backoffMost: 900_000,
  })
})

it.each<[string, Record<string, unknown>]>([
  ['version', { version: '' }],
  ['version', { version: undefined }],
  ['policy', { policy: 'nag' }],
  ['ready', { ready: 'soon' }],
  ['checkEvery', { checkEvery: 0 }],
  ['countdown', { countdown: -1 }],
  ['countdown', { countdown: Number.NaN }],
  ['inUse', { inUse: 'long' }],
  ['laterLimit', { laterLimit: -1 }],
  ['hours', { hours: { from: '2:00', to: '05:00' } }],
  ['hours', { hours: { from: '02:00', to: '24:00' } }],
  ['hours', { hours: { from: '02:00' } }],
  ['hours', { hours: '02:00-05:00' }],
  ['hours', { hours: { from: '02:00', to: '05:00', timeZone: 'Europe/Madird' } }],
  ['hours', { hours: { from: '02:00', to: '05:00', timeZone: '' } }],
  ['hours', { hours: { from: '02:00', to: '05:00', timeZone: null } }],
  ['hours', { hours: { from: '02:00', to: '05:00', timeZone: '+02:00' } }],
  ['tablet', { tablet: 'a/b' }],
])('refuses a %s that cannot be used: %o', (detail, wrong) => {
  const options = { version: 'r1', ...wrong } as unknown as UpdateManagerOptions
  expect(() => readOptions(options)).toThrow(expect.objectContaining({ code: 'config-invalid', detail }))
})

it.each(['Europe/Madrid', 'America/Santiago', 'UTC', undefined])('takes hours of the time zone %s', (timeZone) => {
  const hours = { from: '22:00', to: '05:00', timeZone }
  expect(readOptions({ version: 'r1', hours }).hours).toEqual(hours)
})
