import { beforeEach, describe, expect, test } from 'vitest'
import { CANARY_COURSES } from '../testing/canary-courses.ts'
import { ContractServer } from '../testing/contract-server.ts'
import { quickClock, relevo } from '../testing/program.ts'
import { tempFolder } from '../testing/temp-folder.ts'

let server: ContractServer

beforeEach(async () => {
  server = await ContractServer.start()
  for (const version of ['r1', 'r2']) server.hasRelease(version)
})

const deploy = (...argv: string[]) => relevo(['deploy', ...argv], server.env, { clock: quickClock() })
const waves = ['--wave', 'tag:qa', '--wave', '5%']

/** The order that was sent, without its release. */
async function ordered(...argv: string[]) {
  const { code, stderr } = await deploy('r1', ...argv)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const { version: _, environment: __, ...order } = server.deployments.asked.at(-1) ?? {}
  return order
}

describe('relevo deploy', () => {
  test('leaves it to the environment how a release spreads, unless it is told', async () => {
    expect(await ordered()).toEqual({})
    expect(server.requests).toEqual(['POST /api/deployments'])
  })

  test('names waves in their order, with what holds for all of them and for one', async () => {
    const all = ['--bake', '1h', '--success', '0.8', '--error', '10%', '--min-samples', '3']
    const settings = { bake: 3600, success: 0.8, error: 0.1, minSamples: 3 }
    expect(await ordered('--wave', '10', '--wave', '25%:bake=0:approval', ...all)).toEqual({
      strategy: 'canary',
      waves: [
        { count: 10, ...settings },
        { percent: 25, ...settings, bake: 0, approval: true },
      ],
    })
  })

  test('asks before each wave but the first when it is to, and before the one with everybody too', async () => {
    expect(await ordered('--wave', '5%:bake=1h', '--approval')).toEqual({
      strategy: 'canary',
      waves: [
        { percent: 5, bake: 3600 },
        { percent: 100, bake: 3600, approval: true },
      ],
    })
    expect(await ordered('--wave', '5%', '--wave', '100%', '--approval')).toMatchObject({
      waves: [{ percent: 5 }, { percent: 100, approval: true }],
    })
  })

  test('hands the rest of a plan on', async () => {
    const limits = [
      '--at-once',
      '50',
      '--tablet-timeout',
      '45m',
      '--verify',
      '90s',
      '--patience',
      '2h',
      '--max-offers',
      '7',
    ]
    expect(await ordered('--wave', '5%', '--on-error', 'rollback', ...limits)).toEqual({
      strategy: 'canary',
      waves: [{ percent: 5 }],
      onError: 'rollback',
      atOnce: 50,
      timeout: 2700,
      verify: 90,
      patience: 7200,
      maxOffers: 7,
    })
    expect(await ordered('--auto-promote', '10m')).toEqual({ strategy: 'blue-green', autoPromote: 600 })
    expect(await ordered('--strategy', 'all', '--start-at', '2199-01-01T00:00:00Z')).toEqual({
      strategy: 'all',
      startAt: '2199-01-01T00:00:00.000Z',
    })
  })

  test('shows what the server thinks of a plan, and sends no order to one that knows none', async () => {
    server.deployments.warnings = ['3 tablets were never seen\n::error::x']
    const warned = await deploy('r1', ...waves)
    expect(warned).toMatchObject({ code: 0, stderr: '! production: 3 tablets were never seen ::error::x\n' })
    const error = { code: 'not-found', message: 'There is nothing at this address.', do: 'Look.' }
    server.fault = (request) =>
      request.endsWith('/plan') ? { status: 404, body: JSON.stringify({ success: false, error }) } : undefined
    server.requests.length = 0
    expect(await deploy('r2', ...waves)).toMatchObject({ code: 1, stderr: expect.stringContaining('not-found') })
    expect(server.requests).toEqual(['POST /api/deployments/plan'])
  })

  test.each([
    [['--strategy', 'canary'], 'plan-invalid', 'waves must be a list of 1 to 50 waves'],
    [['--strategy', 'rolling'], 'plan-invalid', 'strategy must be one of all, canary, blue-green'],
    [['--strategy', 'all', '--wave', '5%'], 'plan-invalid', 'waves must be left out: only a canary has it'],
    [['--wave', '5%', '--auto-promote', '1m'], 'plan-invalid', 'must be left out'],
    [['--wave', '10%', '--wave', '5%'], 'plan-invalid', 'waves[1].percent must be more than the 10 before it'],
    [['--wave', '5%', '--on-error', 'stop'], 'plan-invalid', 'onError must be one of pause, rollback, notify'],
    [['--wave', 'five'], 'usage', '--wave: "five" must be 5%, 10, group:lobby,homes or tag:qa'],
    [['--bake', '1h'], 'usage', 'no --wave'],
    [['--approval'], 'usage', 'no --wave'],
    [['--wave', '5%', '--at-once', 'all'], 'usage', '--at-once: "all" is no number'],
    [['--wave', '5%', '--verify', 'long'], 'usage', '--verify: "long" is no time'],
    [['--start-at', 'noon'], 'usage', '--start-at: "noon" is neither'],
    [['--dry-run', '--wait'], 'usage', 'nothing to --wait for'],
    [['--until', '1'], 'usage', '--until says where waiting ends: it needs --wait'],
    [['--wait', '--until', 'wave'], 'usage', '--until: "wave" is neither the number of a wave nor preview'],
  ])('with %j is wrong use, and nothing is sent', async (argv, code, why) => {
    const ran = await deploy('r1', ...argv)
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringMatching(new RegExp(`^relevo: ${code} `)) })
    expect(ran.stderr).toContain(why)
    expect(server.requests).toEqual([])
  })
})

describe('relevo deploy --dry-run', () => {
  test('shows who would be in which wave, and changes nothing', async () => {
    server.deployments.warnings = ['group attic has no tablet']
    const { code, stdout } = await deploy('r1', ...waves, '--dry-run')
    expect({ code, lines: stdout.split('\n') }).toEqual({
      code: 0,
      lines: [
        'r1 in production: canary, 3 waves. Nothing was changed.',
        '',
        'WAVE  WHO        TABLETS  ONLINE  BAKE  SUCCESS  ERRORS  AGREED  SUCH AS',
        '1     tag qa     2        2       0s    100 %    5 %     -       desk-1, desk-2',
        '2     5 %        61       58      10m   90 %     5 %     yes     lobby-1',
        '3     everybody  1,201    1,180   90m   90 %     2.5 %   -       -',
        '',
        '! production: group attic has no tablet',
        '',
      ],
    })
    expect(server.requests).toEqual(['POST /api/deployments/plan'])
    const json = await deploy('r1', '--dry-run', '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({
      success: true,
      strategy: 'canary',
      waves: [{ tags: ['qa'], members: 2 }, { examples: ['lobby-1'] }, { percent: 100 }],
      warnings: ['production: group attic has no tablet'],
    })
    expect(server.deployments.asked.at(-1)).toEqual({ version: 'r1', environment: 'production' })
  })

  test('is about a release that the server has', async () => {
    expect(await deploy('r8', '--dry-run')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('release-unknown'),
    })
    const folder = await tempFolder({ 'index.html': '<h1>hi' })
    const { code, stderr } = await deploy(folder, '--dry-run')
    expect([code, stderr]).toEqual([2, expect.stringContaining('--dry-run takes a version that the server has')])
    expect(server.releases.size).toBe(2)
  })
})

describe('relevo deploy --wait', () => {
  test('shows each wave with its numbers, a line where they matter, to the end', async () => {
    server.deployments.course = CANARY_COURSES.canary
    const { code, stdout, stderr } = await deploy('r1', ...waves, '--wait')
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'production: r1 is live, healthy (deployment d1).\n' })
    expect(stderr.split('\n')).toEqual([
      'Deployment d1: r1 in production, pending: its turn will come.',
      '  spreading: wave 1 of 2 gets r1',
      '  wave 1 of 2: 0 of 50 on it, 50 waiting',
      '  wave 1 of 2: 1 of 50 on it, 18 on their way, 30 waiting',
      '  wave 1 of 2: 49 of 50 on it, 1 failed, baking',
      '  baking: wave 1 of 2 is watched until 2026-01-01 00:20:00Z',
      '  wave 1 of 2: 49 of 50 on it, 1 failed, passed',
      '  wave 2 of 2: 312 of 1,000 on it, 3 failed, 40 on their way, 645 waiting',
      '  spreading: wave 2 of 2 gets r1',
      '  wave 2 of 2: 997 of 1,000 on it, 3 failed, passed',
      '  success: r1 is live',
      '',
    ])
  })

  test('tells of the next wave even when the one before baked unseen', async () => {
    const [begun = {}] = CANARY_COURSES.canary
    server.deployments.course = [begun, { wave: 2 }, { status: 'success', phase: 'success' }]
    const { stderr } = await deploy('r1', ...waves, '--wait')
    expect(stderr.match(/spreading: .*/g)).toEqual(['spreading: wave 1 of 2 gets r1', 'spreading: wave 2 of 2 gets r1'])
  })

  test('has at most a line for each twentieth of a wave, and one for its first tablet', async () => {
    const wave = (succeeded: number) => ({ wave: 1, percent: 100, status: 'open', members: 1000, succeeded })
    const [begun = {}] = CANARY_COURSES.canary
    const steps = Array.from({ length: 101 }, (_, at) => ({ waves: [wave(10 * at)] }))
    server.deployments.course = [begun, ...steps, { status: 'success', phase: 'success' }]
    const { stderr } = await deploy('r1', ...waves, '--wait')
    const lines = stderr.match(/\d[\d,]* of 1,000 on it/g) ?? []
    expect(lines.slice(0, 4)).toEqual(['0', '10', '60', '110'].map((amount) => `${amount} of 1,000 on it`))
    expect(lines).toHaveLength(21)
  })

  test.each([
    [
      'braked',
      'brake: 7 of 40 failed in wave 1: at least 9.9 % would, 5 % may; `relevo resume d1 --accept-errors` goes on all the same, `relevo rollback d1` goes back',
    ],
    ['inconclusive', 'paused: the wave cannot be judged (2 of 5 samples); `relevo resume d1` goes on'],
  ] as const)('of what is %s ends with 8 and says what can be done', async (course, why) => {
    server.deployments.course = CANARY_COURSES[course]
    const { code, stdout, stderr } = await deploy('r1', ...waves, '--wait')
    expect({ code, stdout }).toEqual({
      code: 8,
      stdout: `production: r1 stands still: ${why}. \`relevo deployment d1\`\n`,
    })
    expect(stderr).toContain(`\n  ${why}\n`)
    server.deployments.all.pop()
    server.deployments.course = CANARY_COURSES[course]
    const json = await deploy('r1', ...waves, '--wait', '--json')
    expect([json.code, JSON.parse(json.stdout)]).toMatchObject([8, { success: false, outcome: 'stopped', id: 'd1' }])
  })

  test.each([
    ['rollback', 5],
    ['notify', 0],
  ] as const)('goes on when the brake is to %s', async (action, expected) => {
    const [begun = {}, ...more] = CANARY_COURSES.braked
    const brake = { wave: 1, errors: 7, samples: 40, value: 0.0986, threshold: 0.05, action }
    const end =
      action === 'notify' ? { status: 'success', phase: 'success' } : { status: 'rolled_back', phase: 'rolled-back' }
    server.deployments.course = [begun, ...more.slice(0, -1), { brake }, end]
    const { code, stderr } = await deploy('r1', ...waves, '--wait')
    expect(code).toBe(expected)
    expect(stderr.match(/^ {2}brake: /gm)).toHaveLength(1)
  })

  test('waits for a yes before a wave, and for a switch, as it does for an approval', async () => {
    server.deployments.course = CANARY_COURSES.gated
    const gated = await deploy('r1', ...waves, '--wait', '--timeout', '20')
    expect(gated).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('gated: the next wave waits for a yes: `relevo next d1`'),
    })
    server.deployments.all.pop()
    server.deployments.course = CANARY_COURSES.preview
    const preview = await deploy('r1', '--strategy', 'blue-green', '--wait', '--timeout', '20')
    expect(preview.code).toBe(6)
    expect(preview.stderr).toContain(
      'previewing: it stands at http://preview.panel.test/; `relevo next d1` switches to it',
    )
  })

  test('is over with a wave, or with the preview, where it is to be until then', async () => {
    server.deployments.course = CANARY_COURSES.gated
    const { code, stdout } = await deploy('r1', ...waves, '--wait', '--until', '1')
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'production: wave 1 of 2 of r1 went well. It goes on: `relevo deployment d1`\n',
    })
    server.deployments.all.pop()
    server.deployments.course = CANARY_COURSES.preview
    const preview = await deploy('r1', '--strategy', 'blue-green', '--wait', '--until', 'preview', '--json')
    expect([preview.code, JSON.parse(preview.stdout)]).toMatchObject([
      0,
      { success: true, outcome: 'success', status: 'deploying', previewUrl: 'http://preview.panel.test/' },
    ])
  })

  test('until a wave that never passes ends as it would without', async () => {
    server.deployments.course = CANARY_COURSES.braked
    expect((await deploy('r1', ...waves, '--wait', '--until', '1')).code).toBe(8)
    server.deployments.all.pop()
    server.deployments.course = CANARY_COURSES.canary
    expect((await deploy('r1', ...waves, '--wait', '--until', '9')).code).toBe(0)
  })
})
