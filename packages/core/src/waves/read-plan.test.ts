import { describe, expect, it } from 'vitest'
import { RelevoError } from '../errors/relevo-error.ts'
import type { Canary } from './plan.ts'
import type { PlanForm, WaveForm } from './plan-form.ts'
import { MOST_WAVES, problemsOf } from './plan-problems.ts'
import { readPlan } from './read-plan.ts'

const canary = (...waves: WaveForm[]): PlanForm => ({ strategy: 'canary', waves })
const usual = { bake: 600_000, success: 0.9, error: 0.05, approval: false }

describe('[W42] what a plan does not say has a default', () => {
  it('[W42] a canary', () => {
    expect(readPlan(canary({ percent: 100 }))).toEqual({
      strategy: 'canary',
      waves: [{ percent: 100, ...usual }],
      onError: 'pause',
      timeout: 1_800_000,
      verify: 60_000,
      patience: 3_600_000,
      maxOffers: 20,
    })
  })

  it('[W42] the strategy: a canary where there are waves, else everybody at once', () => {
    expect(readPlan({ waves: [{ percent: 5 }] }).strategy).toBe('canary')
    expect(readPlan({})).toEqual({ strategy: 'all' })
    expect(readPlan({ strategy: 'all' })).toEqual({ strategy: 'all' })
  })

  it('[W42] what it says is taken, times in seconds', () => {
    const wave = { count: 10, bake: 1.5, success: 1, error: 0, minSamples: 3, approval: true }
    const more = { onError: 'rollback', atOnce: 50, timeout: 60, verify: 0, patience: 90, maxOffers: 3 }
    expect(readPlan({ ...canary(wave, { percent: 100 }), ...more })).toEqual({
      strategy: 'canary',
      waves: [
        { count: 10, bake: 1_500, success: 1, error: 0, minSamples: 3, approval: true },
        { percent: 100, ...usual },
      ],
      onError: 'rollback',
      atOnce: 50,
      timeout: 60_000,
      verify: 0,
      patience: 90_000,
      maxOffers: 3,
    })
  })

  it('[W42] blue-green waits for a person, or for so many seconds', () => {
    expect(readPlan({ strategy: 'blue-green' })).toEqual({ strategy: 'blue-green' })
    expect(readPlan({ strategy: 'blue-green', autoPromote: 0 })).toEqual({ strategy: 'blue-green', autoPromote: 0 })
    expect(readPlan({ strategy: 'blue-green', autoPromote: 30 })).toMatchObject({ autoPromote: 30_000 })
  })
})

describe('[W9] a plan that ends below everybody has one more wave, judged like the last', () => {
  it.each([[{ percent: 50 }], [{ count: 10 }], [{ groups: ['lobby'] }], [{ tags: ['qa'] }]])('[W9] %o', (selector) => {
    const last = { ...selector, bake: 60, success: 0.8, error: 0.1, minSamples: 4, approval: true }
    const { waves } = readPlan(canary(last)) as Canary
    expect(waves).toHaveLength(2)
    expect(waves[0]).toMatchObject(selector)
    expect(waves[1]).toEqual({
      percent: 100,
      bake: 60_000,
      success: 0.8,
      error: 0.1,
      minSamples: 4,
      approval: false,
    })
  })
})

describe('[W43] every fault of a plan is named, and where it is', () => {
  it.each<[PlanForm, string, string]>([
    [{ strategy: 'slowly' }, 'strategy', 'one of all, canary, blue-green'],
    [{ strategy: 'canary' }, 'waves', 'a list of 1 to 50 waves'],
    [canary(), 'waves', 'a list of 1 to 50 waves'],
    [canary(...Array(MOST_WAVES + 1).fill({ tags: ['qa'] })), 'waves', 'a list of 1 to 50 waves'],
    [{ strategy: 'all', atOnce: 5 }, 'atOnce', 'left out: only a canary has it'],
    [{ strategy: 'blue-green', waves: [{ percent: 5 }] }, 'waves', 'left out: only a canary has it'],
    [{ ...canary({ percent: 5 }), autoPromote: 5 }, 'autoPromote', 'left out: only blue-green has it'],
    [{ strategy: 'blue-green', autoPromote: -1 }, 'autoPromote', '0 to 2592000 seconds'],
    [{ ...canary({ percent: 5 }), onError: 'panic' }, 'onError', 'one of pause, rollback, notify'],
    [{ ...canary({ percent: 5 }), atOnce: 0 }, 'atOnce', 'a whole number, at least 1'],
    [{ ...canary({ percent: 5 }), maxOffers: 1.5 }, 'maxOffers', 'a whole number, at least 1'],
    [{ ...canary({ percent: 5 }), timeout: 0 }, 'timeout', '1 to 2592000 seconds'],
    [{ ...canary({ percent: 5 }), verify: Number.NaN }, 'verify', '0 to 2592000 seconds'],
    [{ ...canary({ percent: 5 }), patience: 2_592_001 }, 'patience', '1 to 2592000 seconds'],
    [canary({}), 'waves[0]', 'one that has exactly one of percent, count, groups and tags'],
    [canary({ percent: 5, count: 5 }), 'waves[0]', 'one that has exactly one of percent, count, groups and tags'],
    [canary({ percent: 0 }), 'waves[0].percent', '0.01 to 100'],
    [canary({ percent: 101 }), 'waves[0].percent', '0.01 to 100'],
    [canary({ percent: 5 }, { percent: 5 }), 'waves[1].percent', 'more than the 5 before it'],
    [canary({ percent: 5 }, { tags: ['qa'] }, { percent: 4 }), 'waves[2].percent', 'more than the 5 before it'],
    [canary({ percent: 100 }, { tags: ['qa'] }), 'waves[1]', 'left out: the wave before it takes everybody'],
    [canary({ count: 0.5 }), 'waves[0].count', 'a whole number, at least 1'],
    [canary({ count: 5 }, { count: 5 }), 'waves[1].count', 'more than the 5 before it'],
    [canary({ groups: [] }), 'waves[0].groups', 'a list of names'],
    [canary({ tags: ['qa', ''] }), 'waves[0].tags', 'a list of names'],
    [canary({ percent: 5, bake: -1 }), 'waves[0].bake', '0 to 2592000 seconds'],
    [canary({ percent: 5, success: 90 }), 'waves[0].success', 'a share from 0 to 1'],
    [canary({ percent: 5, error: -0.1 }), 'waves[0].error', 'a share from 0 to 1'],
    [canary({ percent: 5, minSamples: 0 }), 'waves[0].minSamples', 'a whole number, at least 1'],
    [canary({ count: 3, minSamples: 4 }), 'waves[0].minSamples', 'at most 3, as many tablets as the wave adds'],
    [
      canary({ count: 10 }, { count: 12, minSamples: 3 }),
      'waves[1].minSamples',
      'at most 2, as many tablets as the wave adds',
    ],
  ])('[W43] %o', (form, at, must) => {
    expect(problemsOf(form)).toContainEqual({ at, must })
    expect(() => readPlan(form)).toThrow(RelevoError)
  })

  it('[W43] all of them at once', () => {
    const form = { ...canary({ percent: 5, bake: -1 }, { percent: 5 }), atOnce: 0 }
    expect(problemsOf(form)).toHaveLength(3)
    const refused = (() => {
      try {
        return readPlan(form)
      } catch (error) {
        return error
      }
    })()
    expect(refused).toMatchObject({
      code: 'plan-invalid',
      detail:
        'atOnce must be a whole number, at least 1; waves[0].bake must be 0 to 2592000 seconds; waves[1].percent must be more than the 5 before it',
    })
  })

  it('[W43] and a plan without any has none', () => {
    expect(
      problemsOf(canary({ tags: ['qa'] }, { count: 3, minSamples: 3 }, { percent: 0.01 }, { percent: 100 })),
    ).toEqual([])
  })
})
