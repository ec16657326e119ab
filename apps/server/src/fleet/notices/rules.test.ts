import { describe, expect, test } from 'vitest'
import type { EventType, FleetEvent } from '../event.ts'
import { DELIVERY_PHASES, type Delivery, type DeliveryEvent, MOST_ATTEMPTS, type Outcome, step } from './delivery.ts'
import { KINDS, kindsOf, USUAL_KINDS } from './kinds.ts'
import { noticeOf } from './notice-of.ts'
import { freeAt } from './pace.ts'

const HOME = 'https://relevo.example'

function event(
  type: EventType,
  data: FleetEvent['data'] = {},
  subject: Partial<FleetEvent['subject']> = {},
): FleetEvent {
  const [kind = 'deployment'] = type.split('-') as FleetEvent['subject']['kind'][]
  return { seq: 7, at: 0, type, environment: 'production', subject: { kind, id: 'd1', ...subject }, data }
}

describe('what people are told', () => {
  test.each<[EventType, FleetEvent['data'], string[], string, string]>([
    [
      'deployment-requested',
      { approval: true },
      ['approval', 'paused'],
      'warning',
      'production: r2 waits for approval',
    ],
    ['deployment-approved', {}, ['approval'], 'info', 'production: r2 was approved'],
    ['deployment-started', {}, ['started'], 'info', 'production: r2 is being deployed'],
    ['deployment-succeeded', {}, ['succeeded'], 'success', 'production: r2 is deployed'],
    [
      'deployment-failed',
      { reason: 'health-failed' },
      ['failed'],
      'critical',
      'production: the deployment of r2 failed',
    ],
    [
      'deployment-superseded',
      { reason: 'superseded' },
      ['failed'],
      'info',
      'production: r2 gave way to another deployment',
    ],
    ['deployment-denied', { reason: 'denied' }, ['failed'], 'warning', 'production: r2 was denied'],
    ['deployment-failed', { reason: 'aborted' }, ['failed'], 'warning', 'production: the deployment of r2 was aborted'],
    ['deployment-rolling-back', { to: 'r1' }, ['started'], 'warning', 'production: going back from r2 to r1'],
    [
      'deployment-rolled-back',
      { to: 'r1' },
      ['rolled-back'],
      'warning',
      'production: r2 was taken back, r1 is live again',
    ],
    ['deployment-rollback-failed', {}, ['failed', 'alert'], 'critical', 'production: r2 could not be taken back'],
    ['tablet-stuck', { release: 'r1', target: 'r2' }, ['alert'], 'warning', 'Tablet d1 is stuck on the way to r2'],
    ['tablet-stuck', { release: 'r1' }, ['alert'], 'warning', 'Tablet d1 is stuck with r1'],
    ['tablet-rolled-back', { release: 'r1', target: 'r2' }, ['alert'], 'warning', 'Tablet d1 went back from r2 to r1'],
    ['release-blocked', {}, ['alert'], 'warning', 'Release d1 is blocked'],
    ['directive-given', { do: 'reset' }, ['alert'], 'warning', 'production: every tablet is ordered to reset'],
    ['alert-fired', { rule: 'offline' }, ['alert'], 'warning', 'production: many tablets are offline'],
    ['alert-fired', { rule: 'no-check-ins' }, ['alert'], 'critical', 'production: no tablet is heard'],
    [
      'alert-fired',
      { rule: 'skew', again: 'reminder' },
      ['alert'],
      'warning',
      'production: still: too many releases are in use',
    ],
    ['alert-resolved', { rule: 'error-rate' }, ['alert'], 'success', 'production: few tablets meet errors again'],
    [
      'alert-resolved',
      { rule: 'adoption-stalled', retired: true },
      ['alert'],
      'info',
      'production: adoption-stalled is not looked at any more',
    ],
  ])('%s %o is of the kinds %o', (type, data, kinds, severity, title) => {
    const told = event(type, { version: 'r2', ...data })
    expect(kindsOf(told)).toEqual(kinds)
    expect(noticeOf(told, HOME)).toMatchObject({ severity, title, event: told })
  })

  test.each<EventType>([
    'deployment-requested',
    'deployment-checked',
    'release-published',
    'release-current',
    'release-unblocked',
    'directive-withdrawn',
    'tablet-new',
    'tablet-release',
    'tablet-error',
    'alert-acknowledged',
    'alert-silenced',
  ])('%s is no news to anybody', (type) => {
    expect([kindsOf(event(type)), noticeOf(event(type), HOME)]).toEqual([[], undefined])
  })

  test('a sink that names no kinds hears all but beginnings', () => {
    expect(KINDS.filter((kind) => !USUAL_KINDS.includes(kind))).toEqual(['started'])
  })

  test('the reason comes first, what is known follows, and the link leads to the deployment', () => {
    const data = { version: 'r2', reason: 'health-failed', detail: '503', commit: 'abc', ref: 'main', user: 'ana' }
    const failed = { ...event('deployment-failed', { ...data, trigger: 'api' }), actor: 'ci (1f0c9a2b)' }
    expect(noticeOf(failed, HOME)).toMatchObject({
      lines: [
        'Reason: health-failed',
        'Detail: 503',
        'Commit: abc (main)',
        'By: ci (1f0c9a2b)',
        'User: ana',
        'Trigger: api',
        'When: 1970-01-01T00:00:00.000Z',
      ],
      link: 'https://relevo.example/dashboard/#deployment/d1',
    })
  })

  test.each<EventType>([
    'deployment-approved',
    'deployment-denied',
    'deployment-failed',
    'deployment-rolling-back',
    'deployment-superseded',
    'release-blocked',
    'directive-given',
  ])('%s says who decided it, and nothing of that where nobody did', (type) => {
    const by = (notice: ReturnType<typeof noticeOf>) => notice?.lines.filter((line) => line.startsWith('By: '))
    expect(by(noticeOf({ ...event(type, { user: 'ana' }), actor: 'root' }, HOME))).toEqual(['By: root'])
    expect(by(noticeOf(event(type, { user: 'ana' }), HOME))).toEqual([])
  })

  test('of a tablet it says what its code means and what to do', () => {
    const notice = noticeOf(event('tablet-stuck', { release: 'r1', error: 'incompatible' }), HOME)
    expect(notice?.lines.slice(0, 2)).toEqual([
      'Reason: incompatible',
      expect.stringMatching(/^The release needs a newer browser engine.* Update the tablet/),
    ])
    expect(notice?.link).toBe('https://relevo.example/dashboard/')
  })

  test('of an alert it says what was measured and what to do, and leads to the alerts', () => {
    const data = {
      rule: 'offline',
      text: '3 of 9 are offline.',
      advice: 'Check power.',
      since: '1970-01-01T00:00:00.000Z',
    }
    expect(noticeOf(event('alert-fired', data), HOME)).toMatchObject({
      lines: ['3 of 9 are offline.', 'Check power.', 'Rule: offline', `Since: ${data.since}`, `When: ${data.since}`],
      link: 'https://relevo.example/dashboard/#alerts',
    })
    // What is over, nobody has to do anything about.
    expect(noticeOf(event('alert-resolved', data), HOME)?.lines).not.toContain('Check power.')
  })

  test.each<EventType>(['alert-fired', 'alert-resolved'])('%s is no news while it is silenced', (type) => {
    const silenced = event(type, { rule: 'offline', silenced: true })
    expect([kindsOf(silenced), noticeOf(silenced, HOME)]).toEqual([[], undefined])
  })

  test('every text is one line, whole characters, and short enough for every service', () => {
    const long = `a\r\nBcc: x\u0000${'😀'.repeat(3_000)}`
    const notice = noticeOf(event('deployment-failed', { version: long, reason: long, detail: long }), HOME)
    if (!notice) throw new Error('no notice')
    for (const text of [notice.title, ...notice.lines]) {
      expect(text).not.toMatch(/\p{Cc}/u)
      expect(text.isWellFormed()).toBe(true)
    }
    expect([...notice.title].length).toBe(120)
    expect(notice.title.endsWith('…')).toBe(true)
    expect(notice.lines.length).toBeLessThanOrEqual(8)
    expect(Math.max(...notice.lines.map((line) => [...line].length))).toBe(240)
  })
})

describe('a delivery', () => {
  const notice = noticeOf(event('release-blocked'), HOME)
  if (!notice) throw new Error('no notice')
  const same = { id: 'i', sink: 'slack', event: 7, notice, madeAt: 0, attempts: 3 }
  const IN: Record<Delivery['phase'], Delivery> = {
    waiting: { ...same, phase: 'waiting', nextAt: 5 },
    sending: { ...same, phase: 'sending' },
    sent: { ...same, phase: 'sent', endedAt: 9 },
    dead: { ...same, phase: 'dead', endedAt: 9, detail: 'x' },
  }
  const answered = (outcome: Outcome): DeliveryEvent => ({ type: 'answered', at: 100, outcome })
  const EVENTS: [string, DeliveryEvent][] = [
    ['send', { type: 'send', at: 100 }],
    ['delivered', answered({ result: 'delivered', detail: 'ok' })],
    ['refused', answered({ result: 'refused', detail: 'no' })],
    ['failed', answered({ result: 'failed', detail: 'later' })],
    ['interrupted', { type: 'interrupted', at: 100 }],
    ['abandoned', { type: 'abandoned', at: 100 }],
    ['resend', { type: 'resend', at: 100 }],
  ]
  const MOVES: Record<string, object> = {
    'waiting send': { phase: 'sending', attempts: 4 },
    'waiting abandoned': { phase: 'dead', endedAt: 100, detail: 'the sink was removed' },
    'sending delivered': { phase: 'sent', endedAt: 100, detail: 'ok' },
    'sending refused': { phase: 'dead', endedAt: 100, detail: 'no' },
    'sending failed': { phase: 'waiting', nextAt: 100 + 90_000, detail: 'later', attempts: 3 },
    'sending interrupted': { phase: 'waiting', nextAt: 100, attempts: 3 },
    'sending abandoned': { phase: 'dead', endedAt: 100 },
    'dead resend': { phase: 'waiting', nextAt: 100, attempts: 0 },
  }

  test.each(DELIVERY_PHASES.flatMap((phase) => EVENTS.map(([name, happening]) => [phase, name, happening] as const)))(
    'that is %s, %s',
    (phase, name, happening) => {
      const move = MOVES[`${phase} ${name}`]
      const after = step(IN[phase], happening)
      if (move) expect(after).toMatchObject(move)
      else expect(after).toBe(IN[phase])
    },
  )

  test('is tried ten times over eleven hours, and then given up', () => {
    let delivery: Delivery = { ...same, attempts: 0, phase: 'waiting', nextAt: 0 }
    const sentAt: number[] = []
    while (delivery.phase === 'waiting') {
      const at = delivery.nextAt
      sentAt.push(at)
      const outcome = { result: 'failed', detail: 'HTTP 500' } as const
      delivery = step(step(delivery, { type: 'send', at }), { type: 'answered', at, outcome })
    }
    expect(sentAt.map((at, i) => (at - (sentAt[i - 1] ?? 0)) / 1000)).toEqual([
      0, 10, 30, 90, 270, 810, 2430, 7290, 14_400, 14_400,
    ])
    expect(delivery).toMatchObject({
      phase: 'dead',
      attempts: MOST_ATTEMPTS,
      detail: 'given up after 10 attempts: HTTP 500',
    })
  })

  test.each([
    [60_000, 60_000],
    [1_000, 10_000],
    [7 * 86_400_000, 86_400_000],
  ])('that is asked to wait %d ms waits %d', (retryAfter, waits) => {
    const first: Delivery = { ...same, attempts: 1, phase: 'sending' }
    const outcome = { result: 'failed', detail: 'HTTP 429', retryAfter } as const
    expect(step(first, { type: 'answered', at: 100, outcome })).toMatchObject({ nextAt: 100 + waits })
  })

  test('that kills the server every time is given up like any other', () => {
    const last: Delivery = { ...same, attempts: MOST_ATTEMPTS, phase: 'sending' }
    expect(step(last, { type: 'interrupted', at: 1 })).toMatchObject({ phase: 'dead' })
  })
})

test.each([
  [{ most: 1, within: 1_000 }, [], 5_000, 5_000],
  [{ most: 1, within: 1_000 }, [5_000], 5_200, 6_000],
  [{ most: 1, within: 1_000 }, [5_000], 7_000, 7_000],
  [{ most: 3, within: 2_000 }, [5_000, 5_100], 5_200, 5_200],
  [{ most: 3, within: 2_000 }, [4_000, 5_000, 5_100, 5_150], 5_200, 7_000],
  // The clock was set back by a day.
  [{ most: 1, within: 1_000 }, [86_400_000], 5_200, 5_200],
])('with the pace %o, after %o, at %d the next may leave at %d', (pace, left, now, at) => {
  expect(freeAt(pace, left, now)).toBe(at)
})
