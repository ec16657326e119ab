import { type Report, readReport } from '@relevo/core/protocol'
import { firstState, type UpdateState } from '@relevo/core/update'
import { expect, it } from 'vitest'
import { reportOf, sparingly } from './report.ts'
import { PushedClock } from './testing/pushed-clock.ts'

const base = firstState('r1')
const way = { target: 'r2', attempt: 1, consent: { is: 'needless' } } as const

it.each<[string, UpdateState, Partial<Report>]>([
  ['current', base, { phase: 'current' }],
  ['trial', { ...base, phase: 'trial', token: 'secret' }, { phase: 'trial' }],
  [
    'downloading',
    { ...base, phase: 'downloading', ...way, loaded: 999, total: 1000 },
    { phase: 'downloading', target: 'r2', progress: 99 },
  ],
  [
    'a download of nothing',
    { ...base, phase: 'downloading', ...way, loaded: 0, total: 0 },
    { phase: 'downloading', target: 'r2' },
  ],
  [
    'backing off',
    { ...base, phase: 'backing_off', ...way, error: 'file-missing', detail: 'x'.repeat(300), until: 1 },
    { phase: 'backing_off', target: 'r2', error: 'file-missing', detail: 'x'.repeat(200) },
  ],
  ['staged', { ...base, phase: 'staged', ...way, since: 0 }, { phase: 'staged', target: 'r2' }],
  [
    'rolled back',
    { ...base, phase: 'rolled_back', target: 'r2', error: 'boot-error' },
    { phase: 'rolled_back', target: 'r2', error: 'boot-error' },
  ],
])('%s is said in the words of the wire', (_, state, report) => {
  const said = reportOf(state, 'lobby-1')
  expect(said).toEqual({ tablet: 'lobby-1', release: 'r1', ...report })
  expect(readReport({ ...said })).toEqual(said)
})

it('what is wrong beside the update is said, unless the update has an error of its own', () => {
  expect(reportOf(base, 'lobby-1', 'worker-unavailable').error).toBe('worker-unavailable')
  const backingOff: UpdateState = { ...base, phase: 'backing_off', ...way, error: 'network', until: 1 }
  expect(reportOf(backingOff, 'lobby-1', 'worker-unavailable').error).toBe('network')
})

it('how a patch did is said of the release that it was for, which is the target where there is one', () => {
  const patched = { version: 'r2', outcome: 'wrong-bytes' } as const
  const staged: UpdateState = { ...base, phase: 'staged', ...way, since: 0 }
  const said = (state: UpdateState, version: string) =>
    reportOf(state, 'lobby-1', undefined, { ...patched, version }).patch
  expect(said(staged, 'r2')).toBe('wrong-bytes')
  expect(said(staged, 'r1')).toBeUndefined()
  expect(said(base, 'r1')).toBe('wrong-bytes')
  expect(said(base, 'r2')).toBeUndefined()
})

it('says a thing once, and progress at most every 2 s', () => {
  const clock = new PushedClock()
  const sent: (number | string | undefined)[] = []
  const say = sparingly(clock, ({ progress, phase }) => sent.push(progress ?? phase))
  const at = (progress: number): Report => ({ tablet: 't', release: 'r1', phase: 'downloading', progress })
  say(at(1))
  say(at(2))
  clock.sleep(2)
  say(at(2))
  say(at(2))
  say(at(3))
  say({ tablet: 't', release: 'r1', phase: 'staged' })
  say({ tablet: 't', release: 'r1', phase: 'staged' })
  expect(sent).toEqual([1, 2, 'staged'])
})
