import { expect, test } from 'vitest'
import { durationText, secondsOf } from './duration.ts'
import { waveOf } from './wave-option.ts'

test.each([
  ['5%', { percent: 5 }],
  ['0.5%', { percent: 0.5 }],
  ['10', { count: 10 }],
  ['group:lobby', { groups: ['lobby'] }],
  ['group:lobby,North wing', { groups: ['lobby', 'North wing'] }],
  ['tag:qa', { tags: ['qa'] }],
  ['5%:approval', { percent: 5, approval: true }],
  [
    'tag:qa:bake=1h:success=100%:error=0:min-samples=3',
    { tags: ['qa'], bake: 3600, success: 1, error: 0, minSamples: 3 },
  ],
])('a wave of %s is %j', (text, wave) => {
  expect(waveOf(text, {})).toEqual(wave)
})

test('what a wave says of itself wins over what is said of all', () => {
  const usual = { bake: 60, success: 0.5 }
  expect(waveOf('5%:bake=0', usual)).toEqual({ percent: 5, bake: 0, success: 0.5 })
  expect(usual).toEqual({ bake: 60, success: 0.5 })
})

test.each([
  '',
  '%',
  '-5%',
  '5 %',
  '1e3',
  'lobby',
  'group:',
  'group:,',
  'tags:qa',
  '5%:bake',
  '5%:bake=',
  '5%:bake=1w',
  '5%:success=2',
  '5%:success=101%',
  '5%:error=x',
  '5%:min-samples=0',
  '5%:colour=red',
  '5%:toString=1',
  '5%:approval=no',
])('%j is no wave', (text) => {
  expect(() => waveOf(text, {})).toThrow(
    expect.objectContaining({ code: 'usage', detail: expect.stringMatching(/^--wave/) }),
  )
})

test.each([
  ['45', 45, '45s'],
  ['90s', 90, '90s'],
  ['10m', 600, '10m'],
  ['120m', 7200, '2h'],
  ['1d', 86_400, '1d'],
  ['0', 0, '0s'],
])('%s is %i seconds, shown as %s', (text, seconds, shown) => {
  expect(secondsOf(text, '--bake')).toBe(seconds)
  expect(durationText(seconds)).toBe(shown)
})

test.each(['', 'm', '1.5h', '-1m', '10 m', '12345678'])('%j is no time', (text) => {
  expect(() => secondsOf(text, '--bake')).toThrow(
    expect.objectContaining({ code: 'usage', detail: expect.stringMatching(/^--bake: .* is no time such as 90s/) }),
  )
})
