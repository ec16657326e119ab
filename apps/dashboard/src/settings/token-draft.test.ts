import { describe, expect, it } from 'vitest'
import { type TokenDraft, toggled, tokenOrderOf } from './token-draft.ts'

const NOW = Date.parse('2025-03-30T10:00:00Z')

const draft = (of: Partial<TokenDraft>): TokenDraft => ({
  name: 'ci',
  plain: new Set(),
  deploy: new Set(),
  approve: new Set(),
  days: '',
  ...of,
})

describe('a new token', () => {
  it('may do exactly what was ticked', () => {
    const ticked = draft({
      name: ' ci ',
      plain: new Set(['notify', 'release']),
      deploy: new Set(['staging', 'production']),
      approve: new Set(['staging']),
    })
    expect(tokenOrderOf(ticked, NOW)).toEqual({
      order: {
        name: 'ci',
        scopes: ['notify', 'release', 'deploy:staging', 'deploy:production', 'approve:staging'],
      },
    })
  })

  it('has no scope twice over: what is in every environment, or everything, holds the others', () => {
    const deploy = new Set(['staging', '*'])
    expect(tokenOrderOf(draft({ deploy }), NOW)).toEqual({ order: { name: 'ci', scopes: ['deploy:*'] } })
    expect(tokenOrderOf(draft({ deploy, plain: new Set(['read', 'admin']) }), NOW)).toEqual({
      order: { name: 'ci', scopes: ['admin'] },
    })
  })

  it('is good for as many days as were chosen', () => {
    expect(tokenOrderOf(draft({ plain: new Set(['read']), days: '30' }), NOW)).toHaveProperty(
      'order.expiresAt',
      '2025-04-29T10:00:00.000Z',
    )
  })

  it('is none without a name and something it may do', () => {
    expect(tokenOrderOf(draft({ name: '  ', plain: new Set(['read']) }), NOW)).toEqual({ missing: 'name' })
    expect(tokenOrderOf(draft({}), NOW)).toEqual({ missing: 'scopes' })
  })

  it('is ticked and unticked box by box', () => {
    const ticked = toggled(new Set(['a']), 'b', true)
    expect([...ticked]).toEqual(['a', 'b'])
    expect([...toggled(ticked, 'a', false)]).toEqual(['b'])
  })
})
