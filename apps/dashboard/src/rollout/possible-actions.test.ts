import { describe, expect, it } from 'vitest'
import type { WholeDeployment } from '../deployments/deployment.ts'
import { possibleActions } from './possible-actions.ts'
import type { WaveRow } from './wave.ts'

const wave = (of: Partial<WaveRow>) =>
  ({ members: 10, underWay: 0, succeeded: 0, failed: 0, waiting: 10, ...of }) as WaveRow

const possible = (of: Partial<WholeDeployment>) => possibleActions(of as WholeDeployment)

const brake = { at: '', wave: 1, errors: 3, samples: 10, value: 0.1, threshold: 0.05 }

describe('what can be done about a deployment on its way', () => {
  it('is to hasten, pause or end it while it spreads', () => {
    const waves = [wave({}), wave({})]
    expect(possible({ phase: 'spreading', wave: 1, waveCount: 2, waves })).toEqual([
      'next',
      'everybody',
      'pause',
      'end',
    ])
    expect(possible({ phase: 'gated', wave: 1, waveCount: 2, waves })).toEqual(['next', 'everybody', 'pause', 'end'])
    expect(possible({ phase: 'baking', wave: 2, waveCount: 2, waves })).toEqual(['finish', 'pause', 'end'])
  })

  it('is not to hasten what is stopped: each stop is taken back first, and on its own', () => {
    const paused = { at: '', why: 'operator' } as const
    expect(possible({ phase: 'spreading', wave: 1, waveCount: 2, paused })).toEqual(['resume', 'end'])
    const held = { phase: 'spreading', wave: 1, waveCount: 2, brake: { ...brake, action: 'pause' } } as const
    expect(possible(held)).toEqual(['accept', 'pause', 'end'])
    expect(possible({ ...held, paused })).toEqual(['resume', 'accept', 'end'])
  })

  it('is to pause also what paused by itself: a person outweighs a doubt', () => {
    const paused = { at: '', why: 'inconclusive' } as const
    expect(possible({ phase: 'spreading', wave: 1, waveCount: 1, paused })).toEqual(['resume', 'pause', 'end'])
  })

  it('is to release the brake for those that come late, after the end', () => {
    expect(possible({ phase: 'success', brake: { ...brake, action: 'pause' } })).toEqual(['accept'])
    expect(possible({ phase: 'rolled-back', brake: { ...brake, action: 'rollback' } })).toEqual([])
  })

  it('needs no yes to go on where the brake only tells', () => {
    const told = { phase: 'spreading', wave: 1, waveCount: 1, brake: { ...brake, action: 'notify' } } as const
    expect(possible(told)).toEqual(['finish', 'pause', 'end'])
  })

  it('is to try again where it failed, also after it has ended well', () => {
    const waves = [wave({ failed: 2 })]
    expect(possible({ phase: 'success', waves })).toEqual(['retry'])
    expect(possible({ phase: 'failed', waves })).toEqual([])
  })

  it('is to switch a preview or to end it, and to call off what is scheduled', () => {
    expect(possible({ phase: 'previewing' })).toEqual(['switch', 'end'])
    expect(possible({ phase: 'scheduled' })).toEqual(['end'])
    expect(possible({ phase: 'checking' })).toEqual([])
  })
})
