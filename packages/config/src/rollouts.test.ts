import { type PlanForm, readPlan } from '@relevo/core/waves'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { readConfig } from './read-config.ts'
import { problemsOf } from './testing/problems-of.ts'

const productionOf = (environment: unknown) =>
  readConfig({ file: { environments: { production: environment } }, env: {} }).config.environments.production
const problems = (environment: unknown) => problemsOf({ environments: { production: environment } })
const canary = (waves: unknown, more: object = {}) => ({ rollout: { strategy: 'canary', waves, ...more } })

describe('a rollout', () => {
  test('of waves has the usual times and shares where it does not say', () => {
    const wave = { bake: 600, success: 0.9, error: 0.05, approval: false }
    expect(productionOf(canary([{ percent: 5 }]))?.rollout).toEqual({
      strategy: 'canary',
      waves: [{ percent: 5, ...wave }],
      onError: 'pause',
      timeout: 1800,
      verify: 60,
      patience: 3600,
      maxOffers: 20,
    })
  })

  test('says whom its waves take in by percent, number, group or tag, and what of each it wants', () => {
    const waves = [
      { tags: ['qa'], bake: 0, success: 1, error: 0, minSamples: 1, approval: true },
      { groups: ['lobby', 'homes'], bake: 2_592_000 },
      { count: 10 },
      { percent: 0.01 },
      { percent: 99.5 },
    ]
    const more = { onError: 'rollback', atOnce: 50, timeout: 60, verify: 0, patience: 60, maxOffers: 1 }
    const read = productionOf(canary(waves, more))?.rollout
    expect(read).toMatchObject({ ...more, waves })
  })

  test('of a preview needs nobody to switch where it says so', () => {
    expect(productionOf({ rollout: { strategy: 'blue-green' } })?.rollout).toEqual({ strategy: 'blue-green' })
    const quick = { strategy: 'blue-green', autoPromote: 0 }
    expect(productionOf({ rollout: quick })?.rollout).toEqual(quick)
    expect(productionOf({ rollout: { strategy: 'all' }, deployer: { kind: 'notify' } })?.rollout.strategy).toBe('all')
  })

  test.each([
    ['no strategy', { rollout: {} }, 'rollout.strategy is not set: must be one of all, canary, blue-green.'],
    ['an unknown strategy', { rollout: { strategy: 'rolling' } }, 'rollout.strategy is "rolling": must be one of all,'],
    ['a text', { rollout: 'canary' }, 'rollout is a text: must be'],
    ['no waves', { rollout: { strategy: 'canary' } }, 'rollout.waves is not set: must be a list of 1 to 50 waves'],
    ['an empty list', canary([]), 'rollout.waves is a list: must be a list of 1 to 50 waves'],
    [
      '51 waves',
      canary(Array.from({ length: 51 }, (_, at) => ({ count: at + 1 }))),
      'rollout.waves is a list: must be',
    ],
    [
      'waves of another strategy',
      { rollout: { strategy: 'all', waves: [] } },
      'rollout.waves does not go with what stands beside it. Remove it, or what it does not go with.',
    ],
    ['milliseconds', canary([{ percent: 5 }], { timeout: 3_600_000 }), 'rollout.timeout is 3600000: must be seconds'],
    ['a text for a time', canary([{ percent: 5 }], { verify: '1m' }), 'rollout.verify is "1m": must be seconds from 0'],
    ['no slots', canary([{ percent: 5 }], { atOnce: 0 }), 'rollout.atOnce is 0: must be a whole number from 1'],
    [
      'an unknown action',
      canary([{ percent: 5 }], { onError: 'stop' }),
      'rollout.onError is "stop": must be one of pause,',
    ],
    [
      'a switch in the past',
      { rollout: { strategy: 'blue-green', autoPromote: -1 } },
      'rollout.autoPromote is -1: must be seconds from 0 to 2592000.',
    ],
    [
      'no host for its preview',
      { rollout: { strategy: 'blue-green' }, previewHosts: [] },
      'previewHosts is empty: must have a host for the preview of blue-green. Name one',
    ],
    [
      'waves where programs of yours deploy',
      { ...canary([{ percent: 5 }]), deployer: { kind: 'command', deploy: ['a'] } },
      'rollout.strategy is "canary": must be all where the deployer is command, because',
    ],
    [
      'a preview where somebody else deploys',
      { rollout: { strategy: 'blue-green' }, deployer: { kind: 'notify' } },
      'rollout.strategy is "blue-green": must be all where the deployer is notify, because',
    ],
  ])('with %s is refused', (_, environment, line) => {
    expect(problems(environment)).toEqual([expect.stringContaining(`environments.production.${line}`)])
  })

  test.each([
    ['nobody', {}, ' is an object: must be one that has exactly one of percent, count, groups and tags.'],
    ['two kinds', { percent: 5, count: 5 }, ' is an object: must be one that has exactly one of percent,'],
    ['a kind mistyped', { percents: 5 }, '.percents is no setting. Did you mean percent?'],
    ['nothing of all', { percent: 0 }, '.percent is 0: must be percent from 0.01 to 100. Write a number without %'],
    ['more than all', { percent: 101 }, '.percent is 101: must be percent from'],
    ['its sign', { percent: '5%' }, '.percent is "5%": must be percent from'],
    ['half a tablet', { count: 1.5 }, '.count is 1.5: must be a whole number from 1'],
    ['no group', { groups: [] }, '.groups is a list: must be a list of names of groups.'],
    ['a group without a name', { groups: ['lobby', ' '] }, '.groups[1] is " ": must be a list of names of groups.'],
    ['a tag without a list', { tags: 'qa' }, '.tags is "qa": must be a list of tags. Write it like [\'qa\'].'],
    [
      'percent for a share',
      { percent: 5, success: 90 },
      '.success is 90: must be a share from 0 to 1. Write 0.9 for 90 %.',
    ],
    ['less than no errors', { percent: 5, error: -0.1 }, '.error is -0.1: must be a share from 0 to 1.'],
    ['months of baking', { percent: 5, bake: 2_592_001 }, '.bake is 2592001: must be seconds from 0 to 2592000.'],
    ['a yes in words', { percent: 5, approval: 'yes' }, '.approval is "yes": must be true or false.'],
  ])('refuses a wave of %s', (_, wave, line) => {
    expect(problems(canary([wave]))).toEqual([
      expect.stringContaining(`environments.production.rollout.waves[0]${line}`),
    ])
  })

  test('has waves that grow, whatever stands between them, and none after everybody', () => {
    expect(problems(canary([{ percent: 5 }, { groups: ['a'] }, { percent: 5 }, { percent: 4 }]))).toEqual([
      'environments.production.rollout.waves[2].percent is 5: must be more than the 5 before it. Each wave says in one way who is in it, and takes in more than those before.',
      expect.stringContaining(
        'environments.production.rollout.waves[3].percent is 4: must be more than the 5 before it.',
      ),
    ])
    expect(problems(canary([{ count: 10 }, { percent: 5 }, { count: 9 }]))).toEqual([
      expect.stringContaining('waves[2].count is 9: must be more than the 10 before it.'),
    ])
    expect(problems(canary([{ percent: 100 }, { groups: ['a'] }]))).toEqual([
      expect.stringContaining('waves[1] is an object: must be left out: the wave before it takes everybody.'),
    ])
  })

  test('that is taken here is taken by every server, with the same times', () => {
    const waves = [
      { tags: ['qa'], minSamples: 1 },
      { count: 10, bake: 0.5 },
      { percent: 5, approval: true },
    ]
    const read = readConfig({ file: { environments: { production: canary(waves, { atOnce: 9 }) } }, env: {} })
    const rollout = read.config.environments.production?.rollout ?? { strategy: 'all' }
    expectTypeOf(rollout).toExtend<PlanForm>()
    const plan = readPlan({ strategy: 'canary', waves, atOnce: 9 })
    expect(readPlan(rollout)).toEqual(plan)
    expect(plan).toMatchObject({ timeout: 1_800_000, waves: [{}, { bake: 500 }, {}, { percent: 100 }] })
  })

  test('with several mistakes tells all of them at once', () => {
    const environment = {
      ...canary([{ percent: 50 }, { percent: 20, sucess: 1 }, { count: 0 }], { onEror: 'pause' }),
      deployer: { kind: 'notify' },
    }
    expect(problems(environment)).toEqual([
      expect.stringMatching(/waves\[1\]\.sucess is no setting\. Did you mean success\?$/),
      expect.stringMatching(/waves\[2\]\.count is 0: /),
      expect.stringMatching(/rollout\.onEror is no setting\. Did you mean onError\?$/),
      expect.stringMatching(/waves\[1\]\.percent is 20: must be more than the 50 before it/),
      expect.stringMatching(/rollout\.strategy is "canary": must be all where the deployer is notify/),
    ])
  })
})

describe('a preview', () => {
  test('has a host of its own in every environment, and looks at what it is told to', () => {
    const previewTargets = [{ http: 'http://preview.panel.example/health' }, { tcp: 'db:5432', must: false }]
    const { environments } = readConfig({
      file: { environments: { production: { previewHosts: ['New.Example'], previewTargets }, hall: {} } },
      env: {},
    }).config
    expect(environments.production?.previewHosts).toEqual(['new.example'])
    expect(environments.production?.previewTargets).toEqual([{ ...previewTargets[0], must: true }, previewTargets[1]])
    expect(environments.hall).toMatchObject({ previewHosts: ['preview.hall.localhost'], previewTargets: [] })
  })

  test('leaves its usual host to whoever names it', () => {
    const { environments } = readConfig({
      file: { environments: { production: {}, preview: { hosts: ['Preview.localhost'] } } },
      env: {},
    }).config
    expect(environments.production?.previewHosts).toEqual([])
    expect(environments.preview?.hosts).toEqual(['preview.localhost'])
  })

  test.each([
    [
      'what is live elsewhere',
      { production: { previewHosts: ['a.example'] }, b: { hosts: ['A.example'] } },
      'environments.b.hosts has "a.example", and so has environments.production.previewHosts: a host must belong to one environment, or to its preview, only.',
    ],
    [
      'what is live beside it',
      { production: { hosts: ['a.example'], previewHosts: ['a.example'] } },
      'environments.production.previewHosts has "a.example", and so has environments.production.hosts: a host must',
    ],
    [
      'another preview',
      { production: { previewHosts: ['a.example'] }, b: { previewHosts: ['a.example'] } },
      'environments.b.previewHosts has "a.example", and so has environments.production: a host must',
    ],
  ])('has no host with %s in common', (_, environments, line) => {
    expect(problemsOf({ environments })).toEqual([expect.stringContaining(line)])
  })

  test.each([
    [{ previewHosts: ['https://a.example'] }, 'previewHosts[0] is "https://a.example": must be a list of host names.'],
    [
      { previewTargets: [{}] },
      'previewTargets[0] is an object: must be one that has exactly one of http, tcp and command.',
    ],
    [{ previewTargets: { http: 'http://a' } }, 'previewTargets is an object: must be a list such as [{ http:'],
  ])('set up as %j is refused', (environment, line) => {
    expect(problems(environment)).toEqual([expect.stringContaining(`environments.production.${line}`)])
  })
})
