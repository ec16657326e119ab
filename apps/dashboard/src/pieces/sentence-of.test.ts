import { describe, expect, it } from 'vitest'
import { plainText, sentenceOf } from './sentence-of.ts'

const said = (wording: string, words: Record<string, string>) =>
  plainText(sentenceOf(wording, Object.fromEntries(Object.entries(words).map(([name, text]) => [name, { text }]))))

describe('a sentence', () => {
  it('says what is known', () => {
    expect(said('{tablet} runs {release}[ instead of {from}].', { tablet: 'a', release: 'r2', from: 'r1' })).toBe(
      'a runs r2 instead of r1.',
    )
  })

  it('leaves out the part of which something is unknown', () => {
    expect(said('{tablet} runs {release}[ instead of {from}].', { tablet: 'a', release: 'r2' })).toBe('a runs r2.')
  })

  it('shows a gap where it cannot do without', () => {
    expect(said('{tablet} is here.', {})).toBe('– is here.')
  })

  it('keeps where its pieces lead', () => {
    expect(sentenceOf('{tablet} is here.', { tablet: { text: 'a', href: '#tablet/a' } })).toEqual([
      { text: 'a', href: '#tablet/a' },
      { text: ' is here.' },
    ])
  })

  it('takes words from the wire as they are, brackets and all', () => {
    expect(said('[{detail}]', { detail: '{tablet} [x]' })).toBe('{tablet} [x]')
  })
})
