import { describe, expect, it } from 'vitest'
import { adoptionCurve, reachedAt } from './adoption-points.ts'
import type { Adoption } from './wave.ts'

const ADOPTION: Adoption = {
  members: 10,
  points: [
    { at: '2025-03-30T10:00:00.000Z', succeeded: 0, failed: 0 },
    { at: '2025-03-30T10:01:00.000Z', succeeded: 5, failed: 1 },
  ],
}
const BEGIN = Date.parse('2025-03-30T10:00:00.000Z') / 1_000

describe('the curve of a deployment', () => {
  it('stays as high as it was last up to now', () => {
    const now = (BEGIN + 300) * 1_000
    expect(adoptionCurve(ADOPTION, now)).toEqual([
      [BEGIN, BEGIN + 60, BEGIN + 300],
      [0, 5, 5],
      [0, 1, 1],
    ])
  })

  it('ends with its last point when it has ended, or when the clock of this page is behind', () => {
    expect(adoptionCurve(ADOPTION)[0]).toEqual([BEGIN, BEGIN + 60])
    expect(adoptionCurve(ADOPTION, BEGIN * 1_000)[0]).toEqual([BEGIN, BEGIN + 60])
    expect(adoptionCurve({ members: 0, points: [] }, BEGIN * 1_000)).toEqual([[], [], []])
  })

  it('says when so many had the release', () => {
    expect(reachedAt(ADOPTION, 0.5)).toBe('2025-03-30T10:01:00.000Z')
    expect(reachedAt(ADOPTION, 0.9)).toBeUndefined()
    expect(reachedAt({ members: 0, points: ADOPTION.points }, 0.5)).toBeUndefined()
  })
})
