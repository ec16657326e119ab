import { resolve } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { CANARY_COURSES } from '../packages/cli/src/testing/canary-courses.ts'
import { ContractServer, TOKEN } from '../packages/cli/src/testing/contract-server.ts'
import { COURSES } from '../packages/cli/src/testing/courses.ts'
import { tempFolder } from '../packages/cli/src/testing/temp-folder.ts'
import { ciFiles, fields, inputsOf, stepsOf } from './ci-files/read-ci-files.ts'
import { runScript } from './ci-files/run-script.ts'

const ACTION = 'deploy/github-action'
const action = fields(ciFiles().find(([file]) => file === `${ACTION}/action.yml`)?.[1])
const LAUNCHER = resolve('packages/cli/bin/relevo.js')

let server: ContractServer

beforeEach(async () => {
  server = await ContractServer.start()
  for (const version of ['r1', 'r2']) server.hasRelease(version)
})

/** Run the action’s one step with these inputs, by the CLI of this checkout. */
async function deploy(inputs: Record<string, string>, env: Record<string, string> = {}) {
  const [{ step = {} } = {}, ...more] = stepsOf(action)
  expect(more).toEqual([])
  const defaults = Object.entries(inputsOf(action)).map(([name, input]) => [name, fields(input).default ?? ''])
  const values = { ...Object.fromEntries(defaults), url: server.url, token: TOKEN, ...inputs }
  const variables = Object.entries(fields(step.env)).map(([variable, expression]) => {
    const [, name = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(String(expression)) ?? []
    return [variable, String(values[name])]
  })
  return runScript(String(step.run), {
    ...Object.fromEntries(variables),
    GITHUB_ACTION_PATH: resolve(ACTION),
    RELEVO_CLI: `${process.execPath} ${LAUNCHER}`,
    ...env,
  })
}

describe('the GitHub action', () => {
  it('deploys a release, and says so in its outputs and its summary', async () => {
    server.deployments.course = COURSES.success.slice(-2)
    const env = { GITHUB_SHA: 'a1b2c3d', GITHUB_REF_NAME: 'main', GITHUB_ACTOR: 'ana' }
    const { code, stdout, stderr, output, summary } = await deploy(
      { version: 'r1', notes: '--new', force: 'true' },
      env,
    )
    expect({ code, output }).toEqual({ code: 0, output: 'deployment=d1\nstatus=success\nversion=r1\npreview=\n' })
    expect(stdout).toBe(`::add-mask::${TOKEN}\nproduction: r1, success\n`)
    expect(stderr).toContain('  success: r1 is live\n')
    expect(summary).toContain('### ✅ Relevo: success\n')
    expect(summary).toContain('| Check 2 | http://panel.test/health, healthy, 200, 12 ms |\n')
    const origin = { commit: 'a1b2c3d', ref: 'main', user: 'ana' }
    expect(server.deployments.asked).toEqual([
      { version: 'r1', environment: 'production', force: true, notes: '--new', ...origin },
    ])
  })

  it('publishes a folder first', async () => {
    server.deployments.course = COURSES.success.slice(-1)
    const directory = await tempFolder({ 'index.html': '<h1>hi' })
    const { code, output } = await deploy({ directory, environment: 'staging' }, { RELEVO_VERSION: 'r9' })
    expect({ code, output }).toEqual({ code: 0, output: 'deployment=d1\nstatus=success\nversion=r9\npreview=\n' })
    expect(server.deployments.all[0]).toMatchObject({ environment: 'staging' })
  })

  it('deploys in waves, and is done with the first of them where it is to wait for no more', async () => {
    server.deployments.course = CANARY_COURSES.gated.slice(-1)
    const waves = 'tag:qa:bake=0\n\n  100%:approval\n'
    const { code, output, summary } = await deploy({ version: 'r1', waves, 'on-error': 'rollback', until: '1' })
    expect({ code, output }).toEqual({ code: 0, output: 'deployment=d1\nstatus=pending\nversion=r1\npreview=\n' })
    expect(summary).toContain('| Wave 1 of 2 | passed, 49 of 50 on it, 1 failed |\n')
    expect(server.deployments.asked.at(-1)).toMatchObject({
      strategy: 'canary',
      waves: [
        { tags: ['qa'], bake: 0 },
        { percent: 100, approval: true },
      ],
      onError: 'rollback',
    })
  })

  it('hands on where the preview stands', async () => {
    server.deployments.course = CANARY_COURSES.preview.slice(-1)
    const { code, output, summary } = await deploy({ version: 'r1', strategy: 'blue-green', until: 'preview' })
    expect(code).toBe(0)
    expect(output).toContain('\npreview=http://preview.panel.test/\n')
    expect(summary).toContain('| Preview | http://preview.panel.test/ |\n')
  })

  it('fails with what the brake stopped, or nobody can judge', async () => {
    server.deployments.course = CANARY_COURSES.braked.slice(-1)
    const braked = await deploy({ version: 'r1', waves: '5%' })
    expect([braked.code, braked.stdout]).toEqual([
      8,
      expect.stringMatching(/^::error title=Relevo, stopped::7 of 40 tablets failed in wave 1$/m),
    ])
    server.deployments.all.pop()
    server.deployments.course = CANARY_COURSES.inconclusive.slice(-1)
    const { code, stdout } = await deploy({ version: 'r1', waves: '5%' })
    expect([code, stdout]).toEqual([8, expect.stringContaining('paused: inconclusive · 2 of 5 samples\n')])
  })

  it.each([
    ['failed', 4, 'failed', 'deploy-failed · docker ended with 1'],
    ['rolledBack', 5, 'rolled_back', 'health-failed · status 503'],
    ['superseded', 7, 'failed', 'superseded'],
  ] as const)('fails with a deployment that is %s', async (course, expected, status, why) => {
    server.deployments.course = COURSES[course].slice(-1)
    if (course === 'rolledBack')
      server.deployments.course = COURSES.rolledBack.filter(({ phase }) => phase?.includes('rol'))
    const { code, stdout, output, summary } = await deploy({ version: 'r2' })
    expect({ code, output }).toEqual({
      code: expected,
      output: `deployment=d1\nstatus=${status}\nversion=r2\npreview=\n`,
    })
    expect(stdout).toMatch(new RegExp(`^::error title=Relevo, .*::${why}$`, 'm'))
    expect(summary).toContain(`### ❌ Relevo: `)
  })

  it('fails when the time is over, and when nobody is there', async () => {
    server.deployments.course = COURSES.endless
    expect(await deploy({ version: 'r1', timeout: '1' })).toMatchObject({
      code: 6,
      output: expect.stringContaining('d1'),
    })
    const away = await deploy({ version: 'r1' }, { RELEVO_CLI: 'sh -c false' })
    expect(away).toMatchObject({ code: 1, stdout: expect.stringContaining('no-answer') })
  })

  it('only asks for the deployment when it is not to wait', async () => {
    const { code, output } = await deploy({ version: 'r1', wait: 'false' })
    expect({ code, output }).toEqual({ code: 0, output: 'deployment=d1\nstatus=pending\nversion=r1\npreview=\n' })
    expect(server.requests.filter((request) => request.startsWith('GET '))).toEqual([])
  })

  it('shows why the server refuses', async () => {
    const { code, stdout, summary } = await deploy({ version: 'r8' })
    expect(code).toBe(1)
    expect(stdout).toContain('::error title=Relevo, release-unknown::The server does not know this release. · r8 · ')
    expect(summary).toContain('release-unknown')
  })

  it.each([
    [{}, 'a directory or a version is needed'],
    [{ version: 'r1', directory: '.' }, 'not both'],
    [{ directory: 'no-such' }, 'there is no such directory'],
    [{ version: 'r1', wait: 'yes' }, 'wait must be true or false'],
    [{ version: 'r1', force: '1' }, 'force must be true or false'],
  ])('refuses %j', async (inputs, why) => {
    const { code, stdout } = await deploy(inputs as Record<string, string>)
    expect([code, stdout]).toEqual([2, expect.stringMatching(new RegExp(`^::error title=Relevo::.*${why}`, 'm'))])
    expect(server.requests).toEqual([])
  })

  it('takes nothing it is given for an option, and hands the token to nobody', async () => {
    const { calls } = await deploy({ version: '--url=http://elsewhere.test' }, { RELEVO_CLI: '' })
    const [call = []] = calls
    expect(call.slice(-2)).toEqual(['--', '--url=http://elsewhere.test'])
    expect(call.slice(0, 3)).toEqual(['--yes', expect.stringMatching(/^@relevo\/cli@\d/), 'deploy'])
    expect(JSON.stringify(calls)).not.toContain(TOKEN)
  })

  it('lets no text of the server become an output, a command or markup', async () => {
    const reason = 'bad\nstatus=success\n::set-output name=a::b | <img>'
    server.deployments.course = [{ status: 'failed', phase: 'failed', reason }]
    const { stdout, output, summary } = await deploy({ version: 'r1' })
    expect(output).toBe('deployment=d1\nstatus=failed\nversion=r1\npreview=\n')
    expect(stdout.split('\n').filter((line) => line.startsWith('::'))).toHaveLength(2)
    expect(summary).not.toMatch(/<img>|^(?:::|status)/m)
  })
})
