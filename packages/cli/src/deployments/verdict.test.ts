import { expect, test } from 'vitest'
import { readDeployment } from './read-deployment.ts'
import { outcomeOf } from './verdict.ts'

const deployment = (status: string, reason?: string) =>
  readDeployment({ id: 'd1', environment: 'production', version: 'r1', status, reason })

test.each([
  ['pending', undefined, undefined, undefined],
  ['deploying', undefined, undefined, undefined],
  ['of-a-newer-server', undefined, undefined, undefined],
  ['success', undefined, 'success', undefined],
  ['failed', 'deploy-failed', 'failed', 'failed'],
  ['failed', 'superseded', 'superseded', 'superseded'],
  ['rolled_back', 'health-failed', 'rolled_back', 'rolled_back'],
])('%s, %s is %s for who wants it live, and %s for who wants it back', (status, reason, live, back) => {
  expect(outcomeOf(deployment(status, reason), 'live')).toBe(live)
  expect(outcomeOf(deployment(status, reason), 'rolled-back')).toBe(back)
})

test.each([null, 'text', [], {}, { id: 'd1', version: 'r1' }, { id: 1, version: 'r1', status: 'pending' }])(
  'an answer like %j is none of a Relevo server',
  (data) => {
    expect(() => readDeployment(data)).toThrow(expect.objectContaining({ code: 'internal' }))
  },
)
