import { beforeEach, describe, expect, test } from 'vitest'
import { ContractServer } from '../testing/contract-server.ts'
import { COURSES, LOOKS } from '../testing/courses.ts'
import { quickClock, relevo } from '../testing/program.ts'

let server: ContractServer

beforeEach(async () => {
  server = await ContractServer.start()
  for (const version of ['r1', 'r2', 'r3']) server.hasRelease(version)
})

const run = (...argv: string[]) => relevo(argv, server.env, { clock: quickClock() })

/** Deploy these one after the other, to their end. */
async function live(...versions: string[]) {
  for (const version of versions) await run('deploy', version, '--wait')
  server.deployments.asked.length = 0
}

describe('relevo promote', () => {
  test('deploys what is live and healthy in one environment to another, with its own commit', async () => {
    await run('deploy', 'r1', '--environment', 'staging', '--commit', 'abc', '--wait')
    const ci = { GITHUB_SHA: 'of-the-workflow', GITHUB_ACTOR: 'ana', ...server.env }
    const argv = ['promote', '--from', 'staging', '--to', 'production', '--wait', '--notes', 'x']
    const { code, stdout } = await relevo(argv, ci, { clock: quickClock() })
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'production: r1 is live, healthy (deployment d2).\n' })
    expect(server.deployments.asked.at(-1)).toEqual({ from: 'staging', to: 'production', user: 'ana', notes: 'x' })
    expect(server.deployments.all[1]).toMatchObject({ version: 'r1', commit: 'abc', trigger: 'promotion' })
  })

  test('of nothing is refused, and without both environments wrong use', async () => {
    const { code, stderr } = await run('promote', '--from', 'staging', '--to', 'production')
    expect([code, stderr]).toEqual([1, expect.stringContaining('deployment-unknown')])
    expect((await run('promote', '--from', 'staging')).code).toBe(2)
  })
})

describe('relevo rollback', () => {
  test('takes back what is live, and to have it rolled back is success', async () => {
    await live('r1', 'r2')
    const { code, stdout, stderr } = await run('rollback', '--reason', 'ring is silent', '--wait')
    expect(code).toBe(0)
    expect(stdout).toBe('production: r2 was rolled back to r1 (ring is silent). `relevo deployment d2`\n')
    expect(server.deployments.asked).toEqual([{ reason: 'ring is silent' }])
    expect(stderr.split('\n')).toEqual([
      'Deployment d2: r2 in production, rolling-back: r1 is brought back (ring is silent).',
      '  roll-back | Pulling the one before',
      '  settling-back: it is given time before its first check',
      '  checking-back: is r1 healthy?',
      '  rolled-back: r1 is live again',
      '',
    ])
  })

  test('goes to an earlier release, of a deployment that is named', async () => {
    await live('r1', 'r2', 'r3')
    const { stdout } = await run('rollback', 'd3', '--to', 'r1')
    expect(stdout).toContain('Deployment d3: r3 in production, rolling-back: r1 is brought back.')
    expect(server.requests.at(-1)).toBe('POST /api/deployments/d3/rollback')
  })

  test('that fails exits with 4', async () => {
    await live('r1', 'r2')
    server.deployments.courseBack = COURSES.backFailed
    const { code, stdout } = await run('rollback', '--wait')
    expect([code, stdout]).toEqual([4, expect.stringContaining('r2 failed (rollback-failed, still 503)')])
  })

  test('of what cannot go back, or is not there, shows why', async () => {
    expect((await run('rollback')).stderr).toContain('deployment-unknown')
    await live('r1')
    const { code, stderr } = await run('rollback')
    expect([code, stderr]).toEqual([1, expect.stringMatching(/deployment-not-possible.*nothing to go back to/s)])
  })
})

describe('relevo deployments and deployment', () => {
  test('list what there was, latest first, and only what is asked for', async () => {
    await live('r1')
    await run('deploy', 'r2', '--user', 'ana')
    await run('deploy', 'r3', '--environment', 'staging')
    const { stdout } = await run('deployments')
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/).slice(0, 5))).toEqual([
      ['DEPLOYMENT', 'ENVIRONMENT', 'RELEASE', 'STATUS', 'PHASE'],
      ['d3', 'staging', 'r3', 'pending', 'pending'],
      ['d2', 'production', 'r2', 'pending', 'pending'],
      ['d1', 'production', 'r1', 'success', 'success'],
      [''],
    ])
    expect(stdout).toMatch(/^d2 .* 2026-01-01 00:00:00Z {2}ana$/m)
    const json = await run(
      'deployments',
      '--environment',
      'production',
      '--status',
      'pending',
      '--limit',
      '1',
      '--json',
    )
    expect(JSON.parse(json.stdout)).toMatchObject({ success: true, count: 1, deployments: [{ id: 'd2' }] })
    expect((await run('deployments', '--limit', 'all')).code).toBe(2)
    expect((await run('deployments', '--status', 'failed')).stdout).toBe('There is no such deployment.\n')
  })

  test('tell all about one', async () => {
    await live('r1')
    server.deployments.course = COURSES.rolledBack
    await run('deploy', 'r2', '--wait', '--notes', 'Bigger buttons')
    const { stdout } = await run('deployment', 'd2')
    expect(stdout).toBe(
      [
        'deployment   d2',
        'release      r2 in production',
        'status       rolled_back',
        'phase        rolled-back: r1 is live again (health-failed, status 503)',
        'health       unhealthy',
        'before it    r1',
        'can go back  yes, to r1',
        'asked for    2026-01-01 00:00:00Z',
        'through      api',
        'ended        2026-01-01 00:01:00Z',
        'notes        Bigger buttons',
        '',
        'check 1, http://panel.test/health: unhealthy, status 503, 12 ms',
        '  > no database',
        'check 2, http://panel.test/health: unhealthy, status 503, 12 ms',
        'check 1 (back), http://panel.test/health: healthy, status 200, 12 ms',
        '',
        'deploy | Pulling panel',
        'deploy ! slow disk',
        'deploy | Started',
        'roll-back | Pulling the one before',
        '',
      ].join('\n'),
    )
    expect((await run('deployment', 'd/9')).stderr).toContain('deployment-unknown')
  })
})

describe('relevo approve, deny and abort', () => {
  beforeEach(async () => {
    server.deployments.course = COURSES.awaitingApproval
    await run('deploy', 'r1')
    await run('deployment', 'd1')
  })

  test('let it begin', async () => {
    expect((await run('approve', 'd1')).stdout).toBe('Deployment d1: r1 in production, pending: its turn will come.\n')
    expect(await run('approve', 'd1')).toMatchObject({ code: 1, stderr: expect.stringContaining('not-possible') })
  })

  test('refuse it, with a reason', async () => {
    const { stdout } = await run('deny', 'd1', '--reason', 'on Friday?')
    expect(stdout).toBe('Deployment d1: r1 in production, failed: it is over (denied, on Friday?).\n')
  })

  test('end it', async () => {
    expect((await run('abort', 'd1')).stdout).toBe('Deployment d1: r1 in production, failed: it is over (aborted).\n')
  })
})

describe('relevo health-check', () => {
  test.each([
    ['well', 0, 'r1 is healthy'],
    ['unwell', 4, 'r1 is unhealthy'],
    ['oneUnwell', 4, 'r1 is unhealthy'],
    ['unmeasured', 4, 'the health of r1 could not be measured'],
    ['onlyMay', 4, 'nothing says whether r1 is healthy: no target must be'],
    ['nothing', 4, 'nothing says whether r1 is healthy: no target must be'],
  ] as const)('that finds %s is over when it is answered, and exits with %i', async (look, expected, words) => {
    await live('r1')
    server.deployments.look = LOOKS[look]
    const { code, stdout, stderr } = await run('health-check', 'd1')
    expect({ code, stdout }).toEqual({ code: expected, stdout: `production: ${words} (deployment d1).\n` })
    expect(stderr.match(/^ {2}check 1 \(manual\), .*$/gm) ?? []).toHaveLength(LOOKS[look].length)
  })

  test('tells of its own look, not of an earlier one', async () => {
    await live('r1')
    server.deployments.look = LOOKS.unwell
    expect((await run('health-check', 'd1')).code).toBe(4)
    server.deployments.look = LOOKS.well
    const { code, stderr } = await run('health-check', 'd1')
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^ {2}check 2 \(manual\), .*\n$/)])
    server.deployments.look = LOOKS.nothing
    const nothing = await run('health-check', 'd1', '--json')
    expect([nothing.code, JSON.parse(nothing.stdout)]).toMatchObject([
      4,
      { success: false, outcome: 'failed', found: 'none', id: 'd1', healthCheckPassed: true },
    ])
  })

  test('has nothing to wait for', async () => {
    expect((await run('health-check', 'd1', '--wait')).code).toBe(2)
  })
})
