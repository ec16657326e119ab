import { expect, test } from 'vitest'
import { readConfig } from './read-config.ts'
import { summaryOf } from './summary.ts'
import { problemsOf } from './testing/problems-of.ts'

const alertsOf = (alerts: unknown) => readConfig({ file: { alerts }, env: {} }).config.alerts

const USUAL = {
  adoptionStalled: { share: 0.9, for: 3_600 },
  errorRate: { share: 0.05, window: 3_600 },
  offline: { share: 0.2, for: 900 },
  skew: { releases: 3, for: 86_400 },
  noCheckIns: { for: 900 },
}

test('every rule is on, and nobody is reminded, unless a file says otherwise', () => {
  expect(readConfig({ env: {} }).config.alerts).toEqual(USUAL)
  expect(alertsOf({})).toEqual(USUAL)
  expect(alertsOf({ offline: { share: 0.5 }, skew: {}, remind: 3_600 })).toEqual({
    ...USUAL,
    offline: { share: 0.5, for: 900 },
    remind: 3_600,
  })
})

test.each(Object.keys(USUAL))('%s can be switched off, and the summary says so', (rule) => {
  expect(alertsOf({ [rule]: false })).toEqual({ ...USUAL, [rule]: false })
  const lines = summaryOf(readConfig({ file: { alerts: { [rule]: false } }, env: {} }).config)
  expect(lines.filter(({ place }) => place.startsWith(`alerts.${rule}`))).toEqual([
    { place: `alerts.${rule}`, value: 'false' },
  ])
})

test.each([
  ['no object', false, 'alerts is false: must be an object.'],
  ['true for a rule', { offline: true }, 'alerts.offline is true: must be its settings, or false. Write false, or an'],
  ['a text for a rule', { skew: 'off' }, 'alerts.skew is "off": must be its settings, or false.'],
  [
    'percent',
    { offline: { share: 20 } },
    'alerts.offline.share is 20: must be a share from 0.001 to 1. Write a share, such',
  ],
  ['no share', { errorRate: { share: 0 } }, 'alerts.errorRate.share is 0: must be a share'],
  [
    'a text for a time',
    { noCheckIns: { for: '15m' } },
    'alerts.noCheckIns.for is "15m": must be a whole number from 60',
  ],
  ['one release', { skew: { releases: 1 } }, 'alerts.skew.releases is 1: must be a whole number from 2 to 1000.'],
  ['a key like another', { offline: { shares: 0.5 } }, 'alerts.offline.shares is no setting. Did you mean share?'],
  ['a rule like another', { noCheckins: false }, 'alerts.noCheckins is no setting. Did you mean noCheckIns?'],
  ['reminders at once', { remind: 5 }, 'alerts.remind is 5: must be a whole number from 300'],
])('%s is refused', (_, alerts, line) => {
  expect(problemsOf({ alerts })).toEqual([expect.stringContaining(line)])
})
