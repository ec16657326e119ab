import { expect, it } from 'vitest'
import type { FleetEvent, NewEvent } from '../event.ts'
import { kindsOf } from './kinds.ts'
import { noticeOf } from './notice-of.ts'

const event = (type: FleetEvent['type'], data: NewEvent['data'] = {}): FleetEvent => ({
  seq: 1,
  at: 0,
  type,
  environment: 'production',
  subject: { kind: 'deployment', id: 'd1' },
  data: { version: 'r2', wave: 2, ...data },
})
const told = (type: FleetEvent['type'], data?: NewEvent['data']) => {
  const one = event(type, data)
  const notice = noticeOf(one, 'https://relevo.example')
  return [kindsOf(one).join(), notice?.severity, notice?.title]
}

it('tells what stops a deployment, and what waits for somebody', () => {
  expect(told('deployment-paused')).toEqual(['paused', 'warning', 'production: r2 is paused'])
  expect(told('wave-gated', { wave: 3 })).toEqual([
    'approval,paused',
    'warning',
    'production: wave 3 of r2 waits for a yes',
  ])
  expect(told('preview-ready')[0]).toBe('approval,paused')
  expect(told('preview-ready', { until: 5 })).toEqual(['', undefined, undefined])
  expect(told('wave-opened')).toEqual(['', undefined, undefined])
})

it('says what pulled the brake, in numbers, and what it does', () => {
  const measured = { errors: 6, samples: 40, value: 0.0778, threshold: 0.05 }
  expect(told('brake-engaged', { ...measured, action: 'rollback' })).toEqual([
    'paused,alert',
    'critical',
    'production: r2 fails on too many tablets; it is taken back',
  ])
  expect(noticeOf(event('brake-engaged', { ...measured, action: 'pause' }), '')?.lines).toEqual(
    expect.arrayContaining(['Failed: 6 of 40 tablets', 'At least 7.8 % fail, with 95 % confidence; the limit is 5 %']),
  )
})
