import { beforeEach, describe, expect, test } from 'vitest'
import { CANARY_COURSES } from '../testing/canary-courses.ts'
import { ContractServer } from '../testing/contract-server.ts'
import type { Step } from '../testing/courses.ts'
import { quickClock, relevo } from '../testing/program.ts'

let server: ContractServer

beforeEach(async () => {
  server = await ContractServer.start()
  for (const version of ['r1', 'r2']) server.hasRelease(version)
})

const run = (...argv: string[]) => relevo(argv, server.env, { clock: quickClock() })
const posts = () => server.requests.filter((request) => request.startsWith('POST '))

/** A deployment at the end of a course. */
async function at(course: Step[]) {
  server.deployments.course = course
  await run('deploy', 'r1')
  for (const _ of course) await run('deployment', 'd1')
  server.requests.length = 0
}

describe('relevo pause', () => {
  test('keeps it from further tablets, by id or by environment, with a reason', async () => {
    await at(CANARY_COURSES.gated.slice(0, -1))
    const { code, stdout } = await run('pause', 'd1', '--reason', 'a call from the desk')
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        'Deployment d1: r1 in production, spreading: wave 1 of 2 gets r1; paused: somebody wanted it so (a call from the desk); `relevo resume d1` goes on.\n',
    })
    expect((await run('pause', 'production')).stdout).toContain('a call from the desk')
    expect(posts()).toEqual(['POST /api/deployments/d1/pause', 'POST /api/deployments/d1/pause'])
  })

  test('finds one that has not begun by its environment too', async () => {
    await run('deploy', 'r1')
    expect((await run('pause', 'production')).stdout).toContain('Deployment d1: r1 in production, pending')
  })

  test('of what neither is nor runs is refused', async () => {
    await run('deploy', 'r1', '--wait')
    expect(await run('pause', 'production')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('deployment-unknown'),
    })
    expect(await run('pause', 'd1')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('deployment-not-possible'),
    })
  })
})

describe('relevo resume', () => {
  test('lets it go on', async () => {
    await at(CANARY_COURSES.inconclusive)
    const { stdout } = await run('resume', 'production')
    expect(stdout).toContain('Deployment d1: r1 in production, spreading: wave 1 of 2 gets r1.\n')
    expect(server.deployments.asked.at(-1)).toEqual({})
  })

  test('lets go of the brake only when the errors are accepted, and follows it then', async () => {
    await at(CANARY_COURSES.braked)
    expect(await run('resume', 'd1', '--wait')).toMatchObject({
      code: 8,
      stdout: expect.stringContaining('brake: 7 of 40'),
    })
    const end = [{ status: 'success', phase: 'success' }]
    server.fault = (request) => {
      if (request.endsWith('/resume')) server.deployments.goOn('d1', end)
      return undefined
    }
    expect(await run('resume', 'd1', '--accept-errors', '--wait')).toMatchObject({ code: 0 })
    expect(server.deployments.asked.at(-1)).toEqual({ acceptErrors: true })
  })
})

describe('relevo next', () => {
  test('opens the next wave, and waits for the end when it is to', async () => {
    await at(CANARY_COURSES.gated)
    const { code, stdout, stderr } = await run('next', 'd1', '--wait')
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'production: r1 is live, healthy (deployment d1).\n',
    })
    expect(stderr).toContain('Deployment d1: r1 in production, spreading: wave 2 of 2 gets r1.\n')
    expect(server.deployments.asked.at(-1)).toEqual({})
  })

  test('gives it to everybody', async () => {
    await at(CANARY_COURSES.gated)
    expect((await run('next', 'production', '--all')).stdout).toContain('promoting: every tablet gets r1.')
    expect(server.deployments.asked.at(-1)).toEqual({ all: true })
  })

  test('switches from the preview', async () => {
    await at(CANARY_COURSES.preview)
    expect(await run('next', 'd1', '--wait')).toMatchObject({
      code: 0,
      stdout: 'production: r1 is live, healthy (deployment d1).\n',
    })
  })
})

describe('relevo retry', () => {
  test('gives those that failed one more try, or only some of them', async () => {
    await run('deploy', 'r1', '--wait')
    server.deployments.failed = 3
    const { code, stdout } = await run('retry', 'd1')
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'Deployment d1: r1 in production, live, healthy.\n3 tablets will try once more, with the next poll.\n',
    })
    expect(server.deployments.asked.at(-1)).toEqual({})
    const json = await run('retry', 'd1', '--tablet', 'lobby-1', '--tablet', 'lobby-2', '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({ success: true, id: 'd1', retried: 3 })
    expect(server.deployments.asked.at(-1)).toEqual({ tablets: ['lobby-1', 'lobby-2'] })
    server.deployments.failed = 0
    expect((await run('retry', 'd1')).stdout).toContain('No tablet of it has failed.')
  })

  test('is never sent again by itself', async () => {
    await run('deploy', 'r1', '--wait')
    server.requests.length = 0
    server.fault = (request) => (request.startsWith('POST ') ? 'lost' : undefined)
    expect((await run('retry', 'd1')).code).toBe(3)
    expect(posts()).toHaveLength(1)
  })
})

describe('relevo deployment', () => {
  test('shows waves, verdicts and the brake', async () => {
    await at(CANARY_COURSES.braked)
    const { stdout } = await run('deployment', 'd1')
    expect(stdout).toContain('\nstrategy     canary\n')
    expect(stdout).toContain('\n\nbrake: 7 of 40 failed in wave 1: at least 9.9 % would, 5 % may; `relevo resume d1')
    const [, waves = ''] = /\n\n(WAVE .*)\n/s.exec(stdout) ?? []
    expect(waves.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['WAVE', 'WHO', 'STATUS', 'TABLETS', 'ONLINE', 'WAITING', 'ON THEIR WAY', 'ON IT', 'FAILED', 'CANNOT', 'VERDICT'],
      ['1', '5 %', 'open', '50', '50', '0', '2', '33', '7', '0', 'errors: at least 9.9 % fail, 5 % may (40 samples)'],
      ['2', 'everybody', 'pending', '1,000', '1,000', '950', '0', '0', '0', '0', '-'],
    ])
    expect((await run('deployments')).stdout).toMatch(/^d1 .* deploying +spreading 1\/2, stands still +- /m)
  })

  test('shows when it begins, where its preview stands, and which wave needs a yes', async () => {
    await at([{ status: 'pending', phase: 'scheduled', startAt: '2026-01-01T22:30:00.000Z' }])
    const { stdout } = await run('deployment', 'd1')
    expect(stdout).toContain('phase        scheduled: it begins at 2026-01-01 22:30:00Z\n')
    server.deployments.all.pop()
    await at(CANARY_COURSES.preview)
    expect((await run('deployment', 'd1')).stdout).toContain('\npreview      http://preview.panel.test/\n')
    server.deployments.all.pop()
    await at(CANARY_COURSES.gated)
    expect((await run('deployment', 'd1')).stdout).toMatch(/^2 +everybody +pending, needs a yes +1,000 /m)
  })
})
