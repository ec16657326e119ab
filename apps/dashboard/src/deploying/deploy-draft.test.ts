import { describe, expect, it } from 'vitest'
import { type DeployDraft, newDraft, orderOf } from './deploy-draft.ts'
import { paceDraftOf } from './pace.ts'
import { type WaveDraft, waveDraftOf, wavePlanOf } from './wave-draft.ts'

const NOW = Date.parse('2025-03-30T10:00:00Z')

const wave = (of: Partial<WaveDraft> = {}): WaveDraft => ({ ...waveDraftOf({ percent: 5 }, 1), ...of })

const draft = (of: Partial<DeployDraft> = {}): DeployDraft => ({
  ...newDraft('r2', 'production'),
  waves: [wave()],
  ...of,
})

describe('the order that the form asks for', () => {
  it('says nothing of how, where the environment has that in its rules', () => {
    expect(orderOf(draft(), NOW)).toEqual({ order: { version: 'r2', environment: 'production' } })
  })

  it('has waves in seconds and shares for a canary, and for nothing else', () => {
    const waves = [wave({ amount: '2,5', bake: '1.5', success: '95', error: '7', minSamples: '20', approval: true })]
    expect(orderOf(draft({ how: 'canary', waves, atOnce: '50' }), NOW)).toEqual({
      order: {
        version: 'r2',
        environment: 'production',
        strategy: 'canary',
        waves: [{ percent: 2.5, bake: 90, success: 0.95, error: 0.07, minSamples: 20, approval: true }],
        onError: 'pause',
        atOnce: 50,
      },
    })
    expect(orderOf(draft({ how: 'all', waves }), NOW)).toEqual({
      order: { version: 'r2', environment: 'production', strategy: 'all' },
    })
  })

  it('names groups and tags one by one, each once', () => {
    const waves = [wave({ by: 'groups', amount: 'lobby, floor 2,, lobby ' })]
    expect(orderOf(draft({ how: 'canary', waves }), NOW)).toMatchObject({
      order: { waves: [{ groups: ['lobby', 'floor 2'] }] },
    })
  })

  it('says how fast only where that is written, in seconds', () => {
    const pace = { atOnce: '50', timeout: '30', verify: '0.5', patience: '', maxOffers: '' }
    const asked = orderOf(draft({ how: 'canary', ...pace }), NOW)
    expect(asked).toMatchObject({ order: { atOnce: 50, timeout: 1_800, verify: 30 } })
    expect(asked).not.toHaveProperty('order.patience')
    expect(paceDraftOf({ strategy: 'canary', atOnce: 50, timeout: 1_800, verify: 30 })).toEqual({
      atOnce: '50',
      timeout: '30',
      verify: '0.5',
    })
  })

  it('starts later when a moment to come is given, and switches by itself after minutes', () => {
    const startAt = '2025-03-30T12:00:00Z'
    expect(orderOf(draft({ how: 'blue-green', autoPromote: '15', startAt }), NOW)).toEqual({
      order: {
        version: 'r2',
        environment: 'production',
        strategy: 'blue-green',
        autoPromote: 900,
        startAt: '2025-03-30T12:00:00.000Z',
      },
    })
  })

  it('is none as long as anything is wrong, and every fault is at its field', () => {
    const waves = [
      wave({ amount: '0' }),
      wave({ key: 2, bake: 'soon', error: '101' }),
      wave({ key: 3, by: 'tags', amount: ' , ' }),
    ]
    const answer = orderOf(
      draft({ version: '', how: 'canary', waves, atOnce: '1.5', startAt: '2025-03-30T09:00:00Z' }),
      NOW,
    )
    expect(answer).toEqual({
      faults: {
        fields: new Map([
          ['version', { is: 'missing' }],
          ['atOnce', { is: 'whole', min: 1, max: 1_000_000 }],
          ['startAt', { is: 'past' }],
        ]),
        waves: new Map([
          [1, new Map([['amount', { is: 'number', min: 0.01, max: 100 }]])],
          [
            2,
            new Map([
              ['bake', { is: 'number', min: 0, max: 10_080 }],
              ['error', { is: 'number', min: 0, max: 100 }],
            ]),
          ],
          [3, new Map([['amount', { is: 'names' }]])],
        ]),
      },
    })
    expect(orderOf(draft({ how: 'canary', waves: [] }), NOW)).toHaveProperty('faults.fields.size', 1)
  })
})

describe('waves one after the other', () => {
  it('must reach further each, by percent as by number', () => {
    const byPercent = [
      wave({ amount: '20' }),
      wave({ key: 2, by: 'tags', amount: 'qa' }),
      wave({ key: 3, amount: '20' }),
    ]
    expect(orderOf(draft({ how: 'canary', waves: byPercent }), NOW)).toHaveProperty(
      'faults.waves',
      new Map([[3, new Map([['amount', { is: 'rising', min: 20 }]])]]),
    )
    const byCount = [wave({ by: 'count', amount: '10' }), wave({ key: 2, by: 'count', amount: '9' })]
    expect(orderOf(draft({ how: 'canary', waves: byCount }), NOW)).toHaveProperty(
      'faults.waves',
      new Map([[2, new Map([['amount', { is: 'rising', min: 10 }]])]]),
    )
    const mixed = [wave({ by: 'count', amount: '10' }), wave({ key: 2, amount: '5' }), wave({ key: 3, amount: '100' })]
    expect(orderOf(draft({ how: 'canary', waves: mixed }), NOW)).toHaveProperty('order')
  })
})

describe('a wave in the form', () => {
  it.each([
    { percent: 12.5, bake: 90, success: 0.95, error: 0.07, minSamples: 3, approval: true },
    { count: 10, bake: 600, success: 0.9, error: 0.05, approval: false },
    { groups: ['lobby', 'floor 2'], bake: 0, success: 1, error: 0, approval: false },
    { tags: ['qa'], bake: 600, success: 0.9, error: 0.05, approval: false },
  ])('is the same wave when it comes out again: %o', (plan) => {
    expect(wavePlanOf(waveDraftOf(plan, 7))).toEqual(plan)
  })
})
