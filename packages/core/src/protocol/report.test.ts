import { describe, expect, it } from 'vitest'
import { firstState, type UpdateState } from '../update/state.ts'
import { checkInUrl, PHASES, type Report, readReport, readStatus } from './report.ts'

const full: Report = {
  tablet: 'lobby-1',
  release: 'r1',
  phase: 'rolled_back',
  target: 'r2',
  progress: 40.5,
  error: 'boot-error',
  detail: 'x is not defined & año',
  patch: 'wrong-bytes',
}
const least = { tablet: 'lobby-1', release: 'r1' }

function sent(report: Report, versionUrl = 'http://host/config/version.json'): Record<string, string> {
  return Object.fromEntries(new URL(checkInUrl(versionUrl, report)).searchParams)
}

describe('a report', () => {
  it('[P11] arrives by check-in as it was sent', () => {
    expect(readReport(sent(full))).toEqual(full)
  })

  it('[P12] arrives by status message as it was sent', () => {
    expect(readStatus(JSON.stringify({ online: true, ...full }))).toEqual({ online: true, ...full })
  })

  it('[P13] needs a tablet and a release; its phase is current when it names none', () => {
    expect(readReport(least)).toEqual({ ...least, phase: 'current' })
  })

  it.each([
    ['no tablet', { release: 'r1' }],
    ['no release', { tablet: 'lobby-1' }],
    ['a tablet of two topic levels', { ...least, tablet: 'a/b' }],
    ['a tablet that is a list', { ...least, tablet: ['a', 'b'] }],
    ['a release that goes up', { ...least, release: '..' }],
    ['a phase nobody has', { ...least, phase: 'dancing' }],
    ['a phase of every object', { ...least, phase: 'constructor' }],
    ['a target that is none', { ...least, target: '' }],
    ['a target of null', { ...least, target: null }],
    ['an error that is not on the list', { ...least, error: 'oops' }],
    ['an error only a server has', { ...least, error: 'unauthorized' }],
  ])('[P14] with %s is none', (_, value) => {
    expect(readReport(value)).toBeUndefined()
  })

  it.each(['', ' ', 'half', -1, 101, Number.NaN, null, true, [], [5], {}])(
    '[P15] with a progress of %j is read without it',
    (progress) => {
      expect(readReport({ ...least, progress })).toEqual({ ...least, phase: 'current' })
    },
  )

  it('[P16] carries at most 200 characters of detail', () => {
    expect(readReport({ ...least, detail: 'x'.repeat(500) })?.detail).toHaveLength(200)
    for (const detail of ['', 7, null, {}]) expect(readReport({ ...least, detail })).not.toHaveProperty('detail')
  })

  it.each(['perfect', '', null, 1, 'constructor', ['applied']])(
    '[P35] with a patch of %j is read without it',
    (patch) => {
      expect(readReport({ ...least, patch })).not.toHaveProperty('patch')
    },
  )

  it('[P17] knows the phases of an update, all of them', () => {
    const known: Record<UpdateState['phase'], true> = {
      current: true,
      trial: true,
      downloading: true,
      backing_off: true,
      staged: true,
      switching: true,
      rolled_back: true,
      stuck: true,
    }
    expect([...PHASES].sort()).toEqual(Object.keys(known).sort())
    expect(PHASES).toContain(firstState('r1').phase)
  })
})

describe('a status message', () => {
  it('[P18] of a broken connection names its tablet only', () => {
    expect(readStatus('{"online":false,"tablet":"lobby-1","release":"r1"}')).toEqual({
      online: false,
      tablet: 'lobby-1',
    })
  })

  it.each([
    '',
    'offline',
    '{"online":',
    'null',
    '[]',
    '{"online":false}',
    '{"online":false,"tablet":"a+"}',
    '{"online":true,"tablet":"lobby-1"}',
  ])('[P19] %j is none', (text) => {
    expect(readStatus(text)).toBeUndefined()
  })
})

describe('a check-in', () => {
  it('[P20] keeps the query that the URL has, and leaves out what is unknown', () => {
    const report: Report = { tablet: 'lobby-1', release: 'r1', phase: 'current' }
    expect(sent(report, 'https://host/x/version.json?site=north')).toEqual({ site: 'north', ...report })
  })
})

describe('a page that goes by another id than last time', () => {
  it.each([
    ['tablet-1f', 'tablet-1f'],
    ['lobby-1', undefined],
    ['a/b', undefined],
    ['', undefined],
    [['a'], undefined],
    [7, undefined],
  ])('[P26] says it was %j, which is read as %j', (was, read) => {
    const report = { ...least, was }
    expect(readReport(report)?.was).toBe(read)
    expect(readReport(report)).toMatchObject(least)
  })

  it('[P26] says so by check-in and by status message', () => {
    const report: Report = { ...full, was: 'tablet-1f' }
    expect(readReport(sent(report))).toEqual(report)
    expect(readStatus(JSON.stringify({ online: true, ...report }))).toEqual({ online: true, ...report })
  })
})
