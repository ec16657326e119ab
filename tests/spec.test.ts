import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** The numbers of the rules, in the order they are written. */
function rulesOf(spec: string): string[] {
  return [...spec.matchAll(/^- \[([A-Z]\d+)\] \S/gm)].map(([, rule = '']) => rule)
}

/** The numbers that test titles start with. */
function rulesTestedBy(source: string): string[] {
  return [...source.matchAll(/['"`]\[([A-Z]\d+)\] /g)].map(([, rule = '']) => rule)
}

/** Numbers that are not the next of their letter: doubled, left out or out of order. */
function miscounted(rules: readonly string[]): string[] {
  const last = new Map<string, number>()
  return rules.filter((rule) => {
    const letter = rule.charAt(0)
    const expected = (last.get(letter) ?? 0) + 1
    last.set(letter, Number(rule.slice(1)))
    return rule !== `${letter}${expected}`
  })
}

const spec = rulesOf(readFileSync('packages/core/SPEC.md', 'utf8'))
const sources = globSync('{packages,apps}/*/src/**/*.test.{ts,tsx}').map((file) => readFileSync(file, 'utf8'))
const tested = new Set(sources.flatMap(rulesTestedBy))

describe('the rules in packages/core/SPEC.md', () => {
  it('are counted without gaps', () => {
    expect(spec.length).toBeGreaterThan(100)
    expect(miscounted(spec)).toEqual([])
  })

  it('each have a test whose title starts with their number', () => {
    expect(spec.filter((rule) => !tested.has(rule))).toEqual([])
  })

  it('are all the rules that tests speak of', () => {
    expect([...tested].filter((rule) => !spec.includes(rule))).toEqual([])
  })
})

describe('the reading of rules', () => {
  it('finds a rule only where a line of the list starts with it', () => {
    expect(rulesOf('# [S9] no\n- [S1] One.\nsee [S7]\n- [S2] Two.\n- [S3]')).toEqual(['S1', 'S2'])
  })

  it('finds a tested rule only where a title starts with it', () => {
    const source = `it('[S1] a', …); it.each([['x']])("[U2] b", …); // [S7]\n it('c [S8] d', …); it(\`[P3] e\`, …)`
    expect(rulesTestedBy(source)).toEqual(['S1', 'U2', 'P3'])
  })

  it('notices a number that is doubled, left out or out of order', () => {
    expect(miscounted(['S1', 'S2', 'U1', 'S3'])).toEqual([])
    expect(miscounted(['S1', 'S1'])).toEqual(['S1'])
    expect(miscounted(['S1', 'S3'])).toEqual(['S3'])
    expect(miscounted(['S2', 'S1'])).toEqual(['S2', 'S1'])
  })
})
