import { expect, test } from 'vitest'
import { findingOf } from './finding.ts'

const failed = (code?: string) => Object.assign(new Error('failed'), code && { code })

test.each([
  ['ENOTFOUND', 'unmeasured'],
  ['EAI_AGAIN', 'unmeasured'],
  ['ENETUNREACH', 'unmeasured'],
  ['EHOSTUNREACH', 'unmeasured'],
  ['ECONNREFUSED', 'unhealthy'],
  ['ECONNRESET', 'unhealthy'],
  ['ETIMEDOUT', 'unhealthy'],
  ['CERT_HAS_EXPIRED', 'unhealthy'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'unhealthy'],
  ['ESOMETHING', 'unhealthy'],
  [undefined, 'unhealthy'],
])('%s is %s', (code, verdict) => {
  const found = findingOf(failed(code))
  expect(found.verdict).toBe(verdict)
  expect(found.detail).toContain(code ?? 'unknown reason')
})

test('of several addresses one that answers decides, and none that is out of reach', () => {
  const both = new AggregateError([failed('ENETUNREACH'), failed('ECONNREFUSED')])
  expect(findingOf(both)).toEqual({ verdict: 'unhealthy', detail: 'connection refused (ECONNREFUSED)' })
  const none = new AggregateError([failed('ENETUNREACH'), failed('EHOSTUNREACH')])
  expect(findingOf(none)).toEqual({ verdict: 'unmeasured', detail: 'no route from here (ENETUNREACH)' })
})

test('a certificate is told from the rest of TLS', () => {
  expect(findingOf(failed('ERR_TLS_CERT_ALTNAME_INVALID')).detail).toMatch(/^certificate not accepted/)
  expect(findingOf(failed('EPROTO')).detail).toMatch(/^TLS failed/)
})
