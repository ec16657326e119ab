import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { commitAll } from '../../../vite-plugin/src/testing/git-checkout.ts'
import { ContractServer } from '../testing/contract-server.ts'
import { COURSES } from '../testing/courses.ts'
import { quickClock, relevo } from '../testing/program.ts'
import { tempFolder } from '../testing/temp-folder.ts'

let server: ContractServer
let env: Record<string, string>
let clock: ReturnType<typeof quickClock>

beforeEach(async () => {
  server = await ContractServer.start()
  env = server.env
  clock = quickClock()
  for (const version of ['r1', 'r2', 'r3']) server.hasRelease(version)
})

const deploy = (...argv: string[]) => relevo(['deploy', ...argv], env, { clock })
const waiting = (...argv: string[]) => deploy(...argv, '--wait')

/** Questions for one deployment. */
const polls = () => server.requests.filter((request) => /^GET \/api\/deployments\/d\d+$/.test(request))

describe('relevo deploy', () => {
  test('asks for it, says where it is and how to follow it', async () => {
    const { code, stdout, stderr } = await deploy('r1')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(
      'Deployment d1: r1 in production, pending: its turn will come.\nFollow it with `relevo deployment d1`, or wait for it with --wait.\n',
    )
    expect(server.deployments.asked).toEqual([{ version: 'r1', environment: 'production' }])
    expect((await deploy('r1')).stdout).toContain('Deployment d1, asked for before: r1')
    expect(polls()).toEqual([])
  })

  test('hands its options on', async () => {
    const flags = [
      '--force',
      '--retry',
      '--supersede',
      '--notes',
      '-ñ',
      '--commit',
      'abc',
      '--ref',
      'v1',
      '--user',
      'me',
    ]
    await deploy('r1', '--environment', 'staging', ...flags.map((flag) => (flag === '-ñ' ? 'ñ' : flag)))
    const switches = { force: true, retry: true, supersede: true }
    const texts = { notes: 'ñ', commit: 'abc', ref: 'v1', user: 'me' }
    expect(server.deployments.asked).toEqual([{ version: 'r1', environment: 'staging', ...switches, ...texts }])
  })

  test('tells commit, ref and user of the CI job, where they are not given', async () => {
    Object.assign(env, { GITHUB_SHA: 'a1b2c3d', GITHUB_REF_NAME: 'main', GITHUB_ACTOR: 'ana' })
    await deploy('r1', '--user', 'me')
    expect(server.deployments.asked).toMatchObject([{ commit: 'a1b2c3d', ref: 'main', user: 'me' }])
  })

  test('publishes a folder first, without telling the tablets', async () => {
    const folder = await tempFolder({ 'index.html': '<h1>hi' })
    Object.assign(env, { RELEVO_VERSION: 'r9', GITHUB_SHA: 'a1b2c3d' })
    const { stdout, code } = await waiting(folder, '--notes', 'new', '--json')
    expect(code).toBe(0)
    expect(server.releases.get('r9')).toMatchObject({ notes: 'new', commit: 'a1b2c3d' })
    expect(server.notices).toEqual([])
    expect(JSON.parse(stdout)).toMatchObject({
      success: true,
      outcome: 'success',
      version: 'r9',
      published: { files: 1 },
    })
  })

  test('publishes a folder under the version that is given', async () => {
    const folder = await tempFolder({ 'index.html': '<h1>hi' })
    expect((await waiting(folder, '--version', 'v8')).code).toBe(0)
    expect(server.releases.has('v8')).toBe(true)
    expect(server.deployments.asked).toMatchObject([{ version: 'v8' }])
    expect(await deploy('r1', '--version', 'v8')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--version is for a folder'),
    })
  })

  test('names the commit that a folder was built from, unless git cannot swear to it', async () => {
    const folder = await tempFolder({ '.gitignore': 'dist', 'dist/index.html': '<h1>hi' })
    const hash = await commitAll(folder)
    await deploy(join(folder, 'dist'))
    await writeFile(join(folder, 'new.txt'), 'new')
    await deploy(join(folder, 'dist'), '--supersede')
    expect(server.deployments.asked.map(({ commit }) => commit)).toEqual([hash, undefined])
  })

  test('shows the server’s refusal when another deployment runs, and takes its place when told to', async () => {
    await deploy('r1')
    const { code, stderr } = await waiting('r2')
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^relevo: deployment-running — .*\n {2}d1\nDo: /)])
    expect((await waiting('r2', '--supersede')).code).toBe(0)
  })

  test.each([
    ['neither a folder nor a version', ['no/such']],
    ['no number of seconds', ['r1', '--wait', '--timeout', '5m']],
    ['no number of seconds', ['r1', '--timeout', '0']],
    ['no number of seconds', ['r1', '--timeout', '86401']],
    ['is missing', []],
  ])('that is %s is wrong use, and nothing is sent', async (why, argv) => {
    const { code, stderr } = await deploy(...argv)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(why) })
    expect(server.requests).toEqual([])
  })
})

describe('relevo deploy --wait', () => {
  test('shows each phase, check and line of output once, and exits with 0 on success', async () => {
    const { code, stdout, stderr } = await waiting('r1')
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'production: r1 is live, healthy (deployment d1).\n' })
    expect(stderr.split('\n')).toEqual([
      'Deployment d1: r1 in production, pending: its turn will come.',
      '  preparing: what comes before it is done',
      '  deploy | Pulling panel',
      '  deploy ! slow disk',
      '  deploying: r1 is brought in',
      '  deploy | Started',
      '  settling: it is given time before its first check',
      '  check 1, http://panel.test/health: unhealthy, status 503, 12 ms',
      '  checking: is it healthy?',
      '  check 2, http://panel.test/health: healthy, status 200, 12 ms',
      '  success: r1 is live',
      '',
    ])
    expect(polls()).toHaveLength(COURSES.success.length)
    expect(clock.pauses.every((pause) => pause === 1000)).toBe(true)
  })

  test.each([
    ['failed', 4, 'failed', 'production: r2 failed (deploy-failed, docker ended with 1). See `relevo deployment d2`\n'],
    [
      'rolledBack',
      5,
      'rolled_back',
      'production: r2 was rolled back to r1 (health-failed, status 503). `relevo deployment d2`\n',
    ],
    ['superseded', 7, 'superseded', 'production: another deployment took the place of r2 (deployment d2).\n'],
    ['endless', 6, 'timed_out', 'production: r2 is not over after 90 seconds, and goes on: `relevo deployment d2`\n'],
  ] as const)('that %s exits with %i', async (course, expected, outcome, text) => {
    await waiting('r1')
    server.deployments.course = COURSES[course]
    const { code, stdout } = await waiting('r2', '--timeout', '90')
    expect({ code, stdout }).toEqual({ code: expected, stdout: text })
    server.deployments.all.pop()
    const json = await waiting('r2', '--timeout', '90', '--json')
    expect(json.code).toBe(expected)
    expect(JSON.parse(json.stdout)).toMatchObject({ success: false, outcome, id: 'd2', version: 'r2' })
  })

  test('asks every second, and every other second after a minute, up to the timeout', async () => {
    server.deployments.course = COURSES.endless
    await waiting('r1', '--timeout', '65')
    expect(clock.pauses).toEqual([...Array(60).fill(1000), 2000, 2000, 1000])
  })

  test('of what is live already is over at once', async () => {
    await waiting('r1')
    const asked = polls().length
    expect((await waiting('r1')).stdout).toBe('production: r1 is live, healthy (deployment d1).\n')
    expect(polls()).toHaveLength(asked)
  })

  test('says once that it awaits approval, and waits for it', async () => {
    server.deployments.course = COURSES.awaitingApproval
    const { code, stderr } = await waiting('r1')
    expect(code).toBe(0)
    expect(stderr.match(/relevo approve d1/g)).toHaveLength(1)
  })

  test('waits for a server that restarts, and for the proxy before it', async () => {
    const troubles = [
      'cut' as const,
      { status: 503 },
      { status: 404, body: '<h1>no backend' },
      { status: 502, body: 'Bad Gateway' },
      { status: 429, headers: { 'retry-after': '7' } },
    ]
    server.fault = (request) =>
      request === 'GET /api/deployments/d1' && polls().length > 2 ? troubles.shift() : undefined
    const { code, stderr } = await waiting('r1')
    expect(code).toBe(0)
    expect(stderr.match(/the server does not answer/g)).toHaveLength(1)
    expect(stderr.match(/the server answers again/g)).toHaveLength(1)
    expect(clock.pauses).toContain(7000)
  })

  test('of a server that never comes back ends with the timeout', async () => {
    server.fault = (request) => (request.startsWith('GET ') ? 'cut' : undefined)
    const { code, stderr } = await waiting('r1', '--timeout', '20')
    expect(code).toBe(6)
    expect(stderr.match(/the server does not answer/g)).toHaveLength(1)
  })

  test('ends when the server says no', async () => {
    const error = { code: 'unauthorized', message: 'The request has no valid token.', do: 'Send it.' }
    const body = JSON.stringify({ success: false, error })
    server.fault = (request) => (request.startsWith('GET ') ? { status: 401, body } : undefined)
    expect(await waiting('r1')).toMatchObject({ code: 1, stderr: expect.stringContaining('unauthorized') })
  })

  test('stops waiting on Ctrl-C, says that the deployment goes on, and exits with 130', async () => {
    server.deployments.course = COURSES.endless
    const heard = new Set<() => void>()
    server.fault = (request) => {
      if (request.startsWith('GET ')) for (const hear of heard) hear()
      return undefined
    }
    const surroundings = {
      clock,
      on: (_: 'SIGINT', hear: () => void) => heard.add(hear),
      off: (_: 'SIGINT', hear: () => void) => heard.delete(hear),
    }
    const { code, stdout } = await relevo(['deploy', 'r1', '--wait'], env, surroundings)
    expect({ code, stdout }).toEqual({
      code: 130,
      stdout: 'production: no longer waiting for r1. The deployment goes on: `relevo deployment d1`\n',
    })
    expect(polls()).toHaveLength(1)
    expect(heard.size).toBe(0)
  })

  test('stops on Ctrl-C, and at the timeout, even while the server leaves a question unanswered', async () => {
    server.deployments.course = COURSES.endless
    let hear: (() => void) | undefined
    server.fault = (request) => {
      if (!request.startsWith('GET ')) return undefined
      hear?.()
      return 'silence'
    }
    const on = (_: 'SIGINT', heard: () => void) => {
      hear = heard
    }
    expect(await relevo(['deploy', 'r1', '--wait'], env, { clock, on })).toMatchObject({ code: 130 })
    hear = undefined
    expect(await relevo(['deploy', 'r1', '--wait', '--timeout', '1'], env, { clock })).toMatchObject({ code: 6 })
  })

  test('is not misled by what it does not know, nor by text that would move the cursor or begin a line', async () => {
    server.deployments.course = [
      {
        status: 'baking',
        phase: 'wave-1',
        output: [{ text: 'one\u001b[2J\n::error::two\n' }, 'no line', null] as object[],
      },
      { checks: [{ target: 'a\n::error::b', verdict: 'odd' }, 17] as object[] },
      { status: 'failed', phase: 'failed', reason: 'new\n::error::reason' },
    ]
    const { code, stdout, stderr } = await waiting('r1')
    expect(code).toBe(4)
    expect(`${stdout}${stderr}`).not.toMatch(/^\s*::/m)
    expect(stderr).not.toContain('\u001b')
    expect(stderr).toContain('  deploy | one?[2J\n  deploy | ::error::two\n  wave-1\n  check 0, a ::error::b: odd\n')
  })

  test('goes on with what is new where the server has dropped its oldest lines', async () => {
    const line = (text: string) => ({ step: 'deploy', stream: 'stdout', text, at: text })
    server.deployments.course = [
      { status: 'deploying', phase: 'deploying', output: [line('a'), line('b'), line('b')] },
      { output: [line('b'), line('c')] },
      { status: 'success', phase: 'success' },
    ]
    server.fault = () => {
      const [deployment] = server.deployments.all
      if (deployment && deployment.output.length > 4) deployment.output.splice(0, 3)
      return undefined
    }
    const { stderr } = await waiting('r1')
    expect(stderr.match(/\| \w/g)).toEqual(['| a', '| b', '| b', '| b', '| c'])
  })
})
