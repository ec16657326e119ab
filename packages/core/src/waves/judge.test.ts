import { describe, expect, it } from 'vitest'
import { judge, measureErrors } from './judge.ts'
import type { Wave } from './plan.ts'
import { NOBODY, type Tally } from './tally.ts'
import { wilsonLower } from './wilson.ts'

const usual: Wave = { percent: 100, bake: 600_000, success: 0.9, error: 0.05, approval: false }
const wave = (more: Partial<Wave> = {}): Wave => ({ ...usual, ...more })
const tally = (more: Partial<Tally>): Tally => ({ ...NOBODY, members: 100, ...more })

describe('[W37] a wave has passed when enough of those that are there are on the release', () => {
  it('[W37] with what was measured and what was asked for', () => {
    const verdict = judge(wave(), tally({ succeeded: 90, underWay: 10 }))
    expect(verdict).toEqual({ kind: 'passed', value: 0.9, threshold: 0.9, samples: 90, errors: 0 })
  })

  it('[W37] and not before', () => {
    expect(judge(wave(), tally({ succeeded: 89, underWay: 11 })).kind).toBe('waiting')
    expect(judge(wave(), tally({ succeeded: 89, waiting: 11 })).kind).toBe('waiting')
  })

  it('[W37] absent ones, those that wait for a person, and those that cannot decide nothing', () => {
    expect(judge(wave(), tally({ members: 1_000, succeeded: 10, held: 50, incompatible: 5 })).kind).toBe('passed')
    expect(judge(wave(), tally({ members: 1_000, held: 50, incompatible: 5 })).kind).toBe('inconclusive')
  })

  it('[W37] failures are against it', () => {
    expect(judge(wave({ error: 1 }), tally({ succeeded: 89, failed: 11 })).kind).toBe('inconclusive')
    expect(judge(wave({ error: 1 }), tally({ succeeded: 90, failed: 10 })).kind).toBe('passed')
  })
})

describe('[W38] fewer samples than asked for say nothing', () => {
  it('[W38] it waits while more are to come, and is inconclusive when none are', () => {
    const demanding = wave({ minSamples: 20 })
    expect(judge(demanding, tally({ succeeded: 19, waiting: 1 })).kind).toBe('waiting')
    expect(judge(demanding, tally({ succeeded: 19 })).kind).toBe('inconclusive')
    expect(judge(demanding, tally({ succeeded: 20 })).kind).toBe('passed')
  })

  it('[W38] five are asked for where nothing is said, or all that are there', () => {
    expect(judge(wave({ success: 0 }), tally({ succeeded: 4, waiting: 96 })).kind).toBe('waiting')
    expect(judge(wave({ success: 0 }), tally({ succeeded: 5, waiting: 95 })).kind).toBe('passed')
    expect(judge(wave(), tally({ succeeded: 2 })).kind).toBe('passed')
  })

  it('[W38] with nobody there it is inconclusive, whatever share is asked for', () => {
    expect(judge(wave({ success: 0 }), tally({}))).toMatchObject({ kind: 'inconclusive', value: 0, samples: 0 })
  })
})

it('[W40] a wave that has no tablets has nothing to wait for', () => {
  expect(judge(wave({ minSamples: 20 }), NOBODY)).toMatchObject({ kind: 'passed', samples: 0 })
})

describe('[W41] too many fail when the least share that can be believed in is above the threshold', () => {
  it('[W41] for every count of samples, neither sooner nor later', () => {
    for (let samples = 5; samples <= 400; samples += 19)
      for (let failed = 0; failed <= samples; failed += 1) {
        const found = measureErrors(wave(), tally({ failed, succeeded: samples - failed }))
        const value = wilsonLower(failed, samples)
        expect(found).toEqual({
          kind: value > 0.05 ? 'errors' : 'waiting',
          value,
          threshold: 0.05,
          samples,
          errors: failed,
        })
      }
  })

  it('[W41] one among the first is no proof, three of them are', () => {
    expect(measureErrors(wave(), tally({ failed: 1, succeeded: 4, waiting: 95 })).kind).toBe('waiting')
    expect(measureErrors(wave(), tally({ failed: 3, succeeded: 2, waiting: 95 })).kind).toBe('errors')
  })

  it('[W41] not before there are as many samples as asked for', () => {
    expect(measureErrors(wave(), tally({ failed: 4, waiting: 96 })).kind).toBe('waiting')
    expect(measureErrors(wave(), tally({ failed: 2 })).kind).toBe('errors')
    expect(measureErrors(wave({ minSamples: 30 }), tally({ failed: 29, waiting: 71 })).kind).toBe('waiting')
    expect(measureErrors(wave({ minSamples: 30 }), tally({ failed: 30, waiting: 70 })).kind).toBe('errors')
  })

  it('[W41] it outweighs that enough succeeded', () => {
    const verdict = judge(wave({ success: 0.8 }), tally({ succeeded: 850, failed: 150 }))
    expect(verdict).toMatchObject({ kind: 'errors', threshold: 0.05, samples: 1_000, errors: 150 })
    expect(verdict.value).toBeCloseTo(0.1324, 4)
  })
})
