import { describe, expect, it } from 'vitest'
import type { CheckRow, WholeDeployment } from './deployment.ts'
import { stepsOf } from './steps-of.ts'

const check = (round: CheckRow['round'], attempt: number, verdict: CheckRow['verdict']): CheckRow => ({
  round,
  attempt,
  target: 'http://panel/health',
  must: true,
  verdict,
  latency: 1,
  at: '2025-03-30T10:00:00.000Z',
})

/** The way of a deployment, a step a word: `deploying now`. */
function way(of: Partial<WholeDeployment>, isCurrent = false): string[] {
  const deployment = {
    timestamp: '2025-03-30T10:00:00.000Z',
    checks: [],
    output: [],
    ...of,
  } as unknown as WholeDeployment
  return stepsOf(deployment, isCurrent).map(({ name, state }) => `${name} ${state}`)
}

const UP_TO_CHECKING = ['requested done', 'pending done', 'preparing done', 'deploying done', 'settling done']

describe('the steps of a deployment', () => {
  it('are all to come while a person has to agree', () => {
    const steps = way({ phase: 'awaiting-approval' })
    expect(steps.slice(0, 3)).toEqual(['requested done', 'awaiting-approval now', 'pending ahead'])
  })

  it('say where it is', () => {
    const steps = way({ phase: 'deploying' })
    expect(steps).toEqual([...UP_TO_CHECKING.slice(0, 3), 'deploying now', 'settling ahead', 'checking ahead'])
  })

  it('are all done after a success', () => {
    expect(way({ phase: 'success' })).toEqual([...UP_TO_CHECKING, 'checking done', 'success done'])
  })

  it('lead on over the waves of a canary, wherever in them it is', () => {
    for (const phase of ['spreading', 'baking', 'gated'] as const) {
      expect(way({ phase, strategy: 'canary' })).toEqual([
        ...UP_TO_CHECKING,
        'checking done',
        'spreading now',
        'promoting ahead',
      ])
    }
    expect(way({ phase: 'checking', strategy: 'canary' }).slice(5)).toEqual([
      'checking now',
      'spreading ahead',
      'promoting ahead',
    ])
  })

  it('stop at the preview of a blue-green one, and look once more when it was switched to', () => {
    expect(way({ phase: 'previewing', strategy: 'blue-green' }).slice(5)).toEqual([
      'checking done',
      'previewing now',
      'promoting ahead',
      'settling ahead',
      'checking ahead',
    ])
    expect(way({ phase: 'checking', strategy: 'blue-green' })[5]).toBe('checking now')
    expect(way({ phase: 'checking', strategy: 'blue-green' }, true).slice(5)).toEqual([
      'checking done',
      'previewing done',
      'promoting done',
      'settling done',
      'checking now',
    ])
  })

  it('end among the waves where too many tablets failed, and at the switch where that failed', () => {
    const canary = { strategy: 'canary', phase: 'rolled-back' } as const
    expect(way({ ...canary, reason: 'error-rate' }).slice(5, 8)).toEqual([
      'checking done',
      'spreading failed',
      'rolling-back done',
    ])
    expect(way({ ...canary, reason: 'promote-failed' }).slice(6, 8)).toEqual(['spreading done', 'promoting failed'])
    const well = { wave: 1, checks: [check('forward', 1, 'healthy')] }
    expect(way({ ...canary, ...well, reason: 'manual' }).slice(5, 7)).toEqual(['checking done', 'spreading done'])
  })

  it('are all to come while it is put off', () => {
    expect(way({ phase: 'scheduled' }).slice(0, 3)).toEqual(['requested done', 'scheduled now', 'pending ahead'])
  })

  it.each([
    ['denied', 'awaiting-approval failed'],
    ['prepare-failed', 'preparing failed'],
    ['deploy-failed', 'deploying failed'],
    ['health-unmeasured', 'checking failed'],
  ])('end where %s ended it', (reason, last) => {
    expect(way({ phase: 'failed', reason }).slice(-2)).toEqual([last, 'failed failed'])
  })

  it('tell no more than is known of one that was called off', () => {
    expect(way({ phase: 'failed', reason: 'aborted' })).toEqual(['requested done', 'failed failed'])
  })

  it('tell both ways when the release before is back', () => {
    expect(way({ phase: 'rolled-back', reason: 'health-failed' })).toEqual([
      ...UP_TO_CHECKING,
      'checking failed',
      'rolling-back done',
      'settling-back done',
      'checking-back done',
      'rolled-back done',
    ])
  })

  it('say that it was well when a person takes it back', () => {
    const steps = way({ phase: 'rolling-back', reason: 'manual', checks: [check('forward', 1, 'healthy')] })
    expect(steps.slice(5)).toEqual(['checking done', 'rolling-back now', 'settling-back ahead', 'checking-back ahead'])
  })

  it('show which way failed when the way back failed too', () => {
    const checks = [check('forward', 1, 'unhealthy')]
    expect(way({ phase: 'failed', reason: 'rollback-failed', checks }).slice(5)).toEqual([
      'checking failed',
      'rolling-back failed',
      'failed failed',
    ])
    checks.push(check('back', 1, 'unhealthy'))
    expect(way({ phase: 'failed', reason: 'rollback-failed', checks }).at(-2)).toBe('checking-back failed')
  })
})
