import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readArguments } from '../packages/cli/src/arguments.ts'
import { COMMANDS, commandOf } from '../packages/cli/src/commands/index.ts'
import { ciFiles, expressionsOf, fields, inputsOf, scriptsOf, stepsOf } from './ci-files/read-ci-files.ts'
import { runScript } from './ci-files/run-script.ts'

const ACTION = 'deploy/github-action/action.yml'
const SECRET = 'a-secret-for-tests'
const { version } = JSON.parse(readFileSync('packages/cli/package.json', 'utf8'))

const files = ciFiles()
const action = fields(files.find(([file]) => file === ACTION)?.[1])
const workflows = files.filter(([file]) => file.includes('/workflows/'))
const scripts = files.flatMap(([file, content]) => scriptsOf(file, content))

/** The command that these arguments of `npx` start. @throws RelevoError `usage` for one the program would refuse */
function nameOf([yes, what, ...argv]: string[]): string {
  expect([yes, what]).toEqual(['--yes', `@relevo/cli@${version}`])
  const { command, following } = commandOf(argv)
  readArguments(command, following)
  return command.name
}

describe('the CI files of deploy/', () => {
  it('are all there, and YAML', () => {
    expect(files.map(([file]) => file)).toEqual([
      'deploy/examples/deployers/docker-compose/compose.yaml',
      'deploy/examples/gitlab-ci.yml',
      'deploy/examples/workflows/build-test-publish.yml',
      'deploy/examples/workflows/canary-production.yml',
      'deploy/examples/workflows/deploy-staging.yml',
      'deploy/examples/workflows/promote-production.yml',
      'deploy/examples/workflows/rollback.yml',
      ACTION,
    ])
    expect(scripts.length).toBeGreaterThan(10)
  })

  it.each(scripts.map(({ name, text }) => [name, text]))('have shell that bash understands: %s', (_, text) => {
    execFileSync('bash', ['-n'], { input: text })
    // GitHub would paste the value in before bash reads it: whoever names a branch could run anything.
    expect(text).not.toContain('${{')
    expect(text).not.toContain('--token=')
  })

  it('call relevo as it wants to be called, with every variable set and with none, and never with the token', async () => {
    const called: string[] = []
    for (const { name, text, variables } of scripts.filter(({ name }) => !name.startsWith(ACTION))) {
      for (const value of ['a sample', '']) {
        const env = Object.fromEntries(variables.map((variable) => [variable, value]))
        const { code, calls, stderr } = await runScript(text, { ...env, RELEVO_TOKEN: SECRET })
        expect({ name, code, stderr }).toEqual({ name, code: 0, stderr: '' })
        expect(JSON.stringify(calls)).not.toContain(SECRET)
        called.push(...calls.map(nameOf))
      }
    }
    expect(new Set(called)).toEqual(new Set(['publish', 'deploy', 'promote', 'rollback', 'next']))
  })

  it('hand the version that was published on to the next job', async () => {
    const publish = scripts.find(({ text }) => text.includes(' publish '))
    expect((await runScript(publish?.text ?? '', {})).output).toBe('version=r1\n')
  })

  it('let nobody smuggle an option in by what they type into a form', async () => {
    const rollback = scripts.find(({ text }) => text.includes(' rollback ') && text.includes('REASON'))
    const evil = '--url=http://elsewhere.test/'
    const env = { DEPLOYMENT: evil, VERSION: evil, REASON: evil }
    const [call = []] = (await runScript(rollback?.text ?? '', env)).calls
    const command = COMMANDS.find(({ name }) => name === 'rollback')
    if (!command) throw new Error('there is no rollback')
    const { args, options } = readArguments(command, call.slice(3))
    expect([args, options.url, options.to, options.reason]).toEqual([[evil], undefined, evil, evil])
  })
})

describe('what they refer to', () => {
  it.each(files)('exists: %s', (_, content) => {
    const declared = Object.keys(inputsOf(content))
    const all = [...expressionsOf(content), ...stepsOf(content).map(({ step }) => String(step.if ?? ''))]
    const used = all.flatMap((text) => [...text.matchAll(/\binputs\.([\w-]+)/g)].map(([, name = '']) => name))
    expect([...new Set(used)].sort()).toEqual(declared.sort())
    const ids = stepsOf(content).map(({ step }) => step.id)
    for (const [, id] of all.join('\n').matchAll(/\bsteps\.([\w-]+)/g)) expect(ids).toContain(id)
    for (const [, job] of all.join('\n').matchAll(/\bneeds\.([\w-]+)/g))
      expect(fields(content.jobs)).toHaveProperty(job ?? '')
  })

  it('are actions of GitHub by their major version, and our own by its inputs', () => {
    const uses = workflows.flatMap(([, content]) => stepsOf(content).filter(({ step }) => step.uses !== undefined))
    const inputs = inputsOf(action)
    for (const { step } of uses) {
      if (step.uses !== './.github/actions/relevo-deploy') {
        expect(step.uses).toMatch(/^actions\/(?:checkout|setup-node)@v\d+$/)
        continue
      }
      const given = Object.keys(fields(step.with))
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(given))
      const required = Object.keys(inputs).filter((name) => fields(inputs[name]).required === true)
      expect(given).toEqual(expect.arrayContaining(required))
    }
    expect(uses.some(({ step }) => String(step.uses).startsWith('./'))).toBe(true)
  })

  it('are workflows beside them, with what those declare', () => {
    for (const [, content] of workflows) {
      for (const job of Object.values(fields(content.jobs)).map(fields)) {
        const called = /^\.\/\.github\/workflows\/(.+)$/.exec(String(job.uses ?? ''))?.[1]
        if (called === undefined) continue
        expect(existsSync(`deploy/examples/workflows/${called}`)).toBe(true)
        const on = fields(workflows.find(([file]) => file.endsWith(`/${called}`))?.[1].on)
        expect(Object.keys(fields(fields(on.workflow_call).secrets))).toEqual(Object.keys(fields(job.secrets)))
      }
    }
  })

  it('is the CLI of this very version', () => {
    expect(fields(inputsOf(action)['relevo-version']).default).toBe(version)
  })
})

it('docs and README call relevo as it wants to be called', async () => {
  const documents = ['README.md', 'docs/ci.md', 'docs/operate.md', 'docs/waves.md', 'deploy/github-action/README.md']
  for (const file of documents) {
    const blocks = [...readFileSync(file, 'utf8').matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block)
    const lines = blocks.join('').replaceAll('\\\n', ' ').split('\n')
    const calls = lines
      .filter((line) => /^npx relevo /.test(line))
      .map((line) => line.replace('npx relevo', `npx --yes @relevo/cli@${version}`))
    const { code, calls: made } = await runScript(calls.join('\n'), {})
    expect({ file, code, calls: made.length }).toEqual({ file, code: 0, calls: calls.length })
    for (const call of made) nameOf(call)
  }
})
