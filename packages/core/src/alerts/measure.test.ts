import { describe, expect, it } from 'vitest'
import { SETTINGS, snapshot } from '../testing/snapshot.ts'
import { measure, timeToComeBack } from './measure.ts'
import { counted, percent, timeText } from './reading.ts'
import { ALERT_RULES, type AlertRule } from './rules.ts'
import type { FleetSnapshot } from './snapshot.ts'

const read = (rule: AlertRule, but: Partial<FleetSnapshot> = {}) => {
  const reading = measure(rule, snapshot(but), SETTINGS)
  if (!reading) throw new Error(`${rule} is off`)
  return reading
}
const verdict = (rule: AlertRule, but: Partial<FleetSnapshot> = {}) => read(rule, but).verdict

it('[A1] adoption is the share of online tablets that run what they should, and fires below its limit', () => {
  expect(read('adoption-stalled', { behind: 10 })).toMatchObject({ verdict: 'ok', value: 0.9, threshold: 0.9 })
  expect(read('adoption-stalled', { behind: 11 })).toMatchObject({ verdict: 'firing', value: 0.89, samples: 100 })
  expect(read('adoption-stalled', { online: 100, expected: 20, behind: 11 })).toMatchObject({
    value: 0.45,
    samples: 20,
  })
})

it.each([
  [0, 100, 0, 'ok'],
  [1, 5, 0.0459, 'ok'], // one of five is a fifth, and still no rate
  [2, 5, 0.1427, 'firing'],
  [8, 100, 0.0457, 'ok'],
  [9, 100, 0.0531, 'firing'],
])('[A2] %d of %d tablets with errors are believed to be at least %d: %s', (failed, heard, value, expected) => {
  const reading = read('error-rate', { failed, heard })
  expect([reading.value, reading.verdict]).toEqual([expect.closeTo(value, 3), expected])
})

describe('[A3] tablets are offline by their share of all', () => {
  it.each([
    [81, 'ok'],
    [80, 'firing'],
    [1, 'firing'],
  ])('%d of 100 online is %s', (online, expected) => {
    expect(verdict('offline', { online })).toBe(expected)
  })

  it('and where none is there only the silence is told', () => {
    const { 'no-check-ins': _, ...withoutSilence } = SETTINGS
    expect(verdict('offline', { online: 0 })).toBe('unknown')
    expect(measure('offline', snapshot({ online: 0 }), withoutSilence)?.verdict).toBe('firing')
  })
})

it('[A4] releases are counted that at least one in a hundred online tablets runs', () => {
  const releases = (...counts: number[]) => ({
    online: 300,
    releases: counts.map((count, i) => ({ release: `r${i}`, count })),
  })
  expect(read('skew', releases(200, 97, 3))).toMatchObject({ verdict: 'firing', value: 3, threshold: 3, samples: 300 })
  expect(read('skew', releases(200, 98, 2))).toMatchObject({ verdict: 'ok', value: 2 })
})

describe('[A5] silence', () => {
  const MINUTE = 60_000
  const at = 1_000 * MINUTE

  it.each([
    ['is counted from the last tablet that was heard', { lastHeard: at - 15 * MINUTE }, 900, 'firing'],
    ['is no alert before its time', { lastHeard: at - 15 * MINUTE + 1_000 }, 899, 'ok'],
    ['is not counted before the server listened', { lastHeard: 0, listeningSince: at - 14 * MINUTE }, 840, 'ok'],
    ['begins with the server where nobody was ever heard', { listeningSince: at - 20 * MINUTE }, 1_200, 'firing'],
    ['is none when a tablet was heard at a time to come', { lastHeard: at + MINUTE }, 0, 'ok'],
  ])('%s', (_, but, value, expected) => {
    const { lastHeard: __, ...never } = snapshot({ at, ...but })
    const reading = measure('no-check-ins', { ...never, ...but }, SETTINGS)
    expect([reading?.value, reading?.verdict]).toEqual([value, expected])
  })

  it('is never told before two polls of a tablet have passed', () => {
    const slow = { at, poll: 30 * MINUTE }
    expect(read('no-check-ins', { ...slow, lastHeard: at - 59 * MINUTE })).toMatchObject({
      verdict: 'ok',
      threshold: 3600,
    })
    expect(verdict('no-check-ins', { ...slow, lastHeard: at - 60 * MINUTE })).toBe('firing')
  })
})

/** Everything is as bad as can be, in a fleet of so many tablets. */
const ruined = (tablets: number): Partial<FleetSnapshot> => ({
  tablets,
  online: Math.ceil(tablets / 2),
  expected: Math.ceil(tablets / 2),
  behind: Math.ceil(tablets / 2),
  heard: tablets,
  failed: tablets,
  releases: ['a', 'b', 'c', 'd'].map((release) => ({ release, count: 1 })),
  lastHeard: 0,
})

describe('[A6] a small fleet', () => {
  it.each(ALERT_RULES)('is not judged by %s below five tablets, and is above', (rule) => {
    for (const tablets of [0, 1, 4]) expect([tablets, verdict(rule, ruined(tablets))]).toEqual([tablets, 'too-few'])
    expect(verdict(rule, ruined(10))).toBe('firing')
  })

  it.each<[AlertRule, Partial<FleetSnapshot>, Partial<FleetSnapshot>]>([
    ['adoption-stalled', { behind: 1 }, { behind: 2 }],
    ['error-rate', { failed: 1 }, { failed: 2 }],
    ['offline', { online: 4 }, { online: 3 }],
  ])('has no alert for a single tablet by %s, and one for two', (rule, one, two) => {
    const strict = {
      'adoption-stalled': { share: 1, for: 0 },
      'error-rate': { share: 0.001, window: 1 },
      offline: { share: 0.01, for: 0 },
    }
    const five = { tablets: 5, online: 5, expected: 5, heard: 5 }
    expect(measure(rule, snapshot({ ...five, ...one }), strict)?.verdict).toBe('ok')
    // Of three that are there nothing can be said but that two are not.
    expect(measure(rule, snapshot({ ...five, ...two }), strict)?.verdict).toBe('firing')
  })
})

it.each(ALERT_RULES)('[A7] after a start %s is unknown until every tablet had time to come back', (rule) => {
  const poll = 60_000
  const since = (time: number) => verdict(rule, { ...ruined(100), poll, at: 10 * time, listeningSince: 9 * time })
  expect(timeToComeBack(poll)).toBe(180_000)
  expect(since(179_999)).toBe('unknown')
  if (rule === 'no-check-ins') expect(since(900_000)).toBe('firing')
  else expect(since(180_000)).toBe('firing')
})

it.each<[AlertRule, Partial<FleetSnapshot>]>([
  ['adoption-stalled', { online: 4, expected: 4, behind: 4 }],
  ['error-rate', { heard: 4, failed: 4 }],
  ['skew', { online: 4, releases: ruined(4).releases ?? [] }],
])('[A8] where most of a hundred tablets cannot be asked %s is unknown', (rule, but) => {
  expect(verdict(rule, but)).toBe('unknown')
})

it.each(ALERT_RULES)('[A9] %s says nothing when it is switched off', (rule) => {
  const { [rule]: _, ...others } = SETTINGS
  expect(measure(rule, snapshot(ruined(100)), others)).toBeUndefined()
})

describe('[A10] every reading explains itself', () => {
  it.each<[AlertRule, Partial<FleetSnapshot>, string, RegExp]>([
    [
      'adoption-stalled',
      { behind: 20, stuck: 12, waiting: 3 },
      '80 of 100 online tablets (80 %) run the release they should; 90 % is the least. Of the 20 behind, 12 are stuck, 3 have it and wait to switch, 5 have not got it.',
      /relevo status/,
    ],
    ['adoption-stalled', { behind: 20, waiting: 20 }, '80 of 100', /^See what holds them/],
    ['adoption-stalled', { behind: 20 }, '80 of 100', /relevo tablets/],
    ['adoption-stalled', {}, '100 of 100 online tablets (100 %) run the release they should; 90 % is the least.', /./],
    [
      'error-rate',
      {
        failed: 20,
        codes: [
          { code: 'boot-error', count: 15 },
          { code: 'network', count: 5 },
        ],
      },
      '20 of 100 tablets met an error within 60 minutes: at least 14 % with 95 % confidence; 5 % is the limit. Most often: boot-error 15, network 5.',
      /relevo rollback/,
    ],
    [
      'offline',
      { online: 67 },
      '33 of 100 tablets (33 %) are offline: not heard for 10 minutes, or their connection broke; 20 % is the limit.',
      /power and network/,
    ],
    [
      'skew',
      { releases: ['a', 'b', 'c', 'd', 'e', 'f'].map((release) => ({ release, count: 16 })) },
      '100 online tablets run 6 releases side by side (a on 16, b on 16, c on 16, d on 16, e on 16 …); 3 is too many.',
      /relevo tablets/,
    ],
    [
      'no-check-ins',
      { lastHeard: snapshot().at - 90 * 60_000 },
      'None of 100 tablets was heard for 90 minutes; 15 minutes is the limit.',
      /proxy and firewall/,
    ],
  ])('%s %o', (rule, but, text, advice) => {
    const reading = read(rule, but)
    expect(reading).toMatchObject({ text: expect.stringContaining(text), advice: expect.stringMatching(advice) })
    for (const number of [reading.value, reading.threshold, reading.samples]) expect(number).toBeGreaterThanOrEqual(0)
  })

  it('in numbers that people read', () => {
    expect([0, 0.0464, 0.1, 0.899, 0.999, 1].map(percent)).toEqual(['0 %', '4.6 %', '10 %', '90 %', '99 %', '100 %'])
    expect([1, 2].map((amount) => counted(amount, 'tablet'))).toEqual(['1 tablet', '2 tablets'])
    const times = [1_000, 119_000, 5_400_000, 3 * 3_600_000, 49 * 3_600_000].map(timeText)
    expect(times).toEqual(['1 second', '2 minutes', '90 minutes', '3 hours', '2 days'])
  })
})
