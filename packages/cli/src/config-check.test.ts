import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { relevo } from './testing/program.ts'
import { tempFolder } from './testing/temp-folder.ts'

const LAUNCHER = fileURLToPath(new URL('../bin/relevo.js', import.meta.url))

const fileOf = async (config: object) => join(await tempFolder({ 'a.json': JSON.stringify(config) }), 'a.json')

describe('relevo config check', () => {
  test('says what is configured and from where, secrets as set', async () => {
    const file = await fileOf({ keep: 3, token: 's3cret-of-enough-characters' })
    const { code, stdout, stderr } = await relevo(['config', 'check', '--file', file], { PORT: '1' })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(`The configuration can be used (${file}).\n\nSETTING `)
    expect(stdout).toMatch(/^port +1$/m)
    expect(stdout).toMatch(/^keep +3$/m)
    expect(stdout).toMatch(/^token +set$/m)
    expect(stdout).toMatch(/^webhook\.secrets +not set$/m)
    expect(stdout).not.toContain('s3cret')
  })

  test('warns of a token that can be guessed, and takes it', async () => {
    const file = await fileOf({ token: 's3cret' })
    const { code, stdout } = await relevo(['config', 'check', '--file', file])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Warning: token \(RELEVO_TOKEN\) has fewer than 16 characters/m)
    expect(stdout).not.toContain('s3cret')
    const { stdout: json } = await relevo(['config', 'check', '--file', file, '--json'])
    expect(JSON.parse(json).warnings).toEqual([expect.stringContaining('RELEVO_TOKEN')])
  })

  test('says every mistake on a line of its own, and exits with 2', async () => {
    const file = await fileOf({ keep: -1, prot: 1 })
    expect(await relevo(['config', 'check', '--file', file], { PORT: 'x' })).toEqual({
      code: 2,
      stdout: '',
      stderr: [
        'relevo: config-invalid — The configuration cannot be used.',
        '  PORT is "x": must be a whole number from 0 to 65535. Name a free port, such as 8604.',
        '  keep is -1: must be a whole number from 0 to 1000. Say how many past releases a page may still be open with.',
        '  prot is no setting. Did you mean port?',
        'Do: Correct what the detail names; `relevo config check` says when all is well, docs/configuration.md has every setting.',
        '',
      ].join('\n'),
    })
  })

  test('answers with one object for programs', async () => {
    const file = await fileOf({ webhook: { secrets: ['a-secret-of-some-length'] } })
    const good = await relevo(['config', 'check', '--file', file, '--json'])
    expect(JSON.parse(good.stdout)).toMatchObject({
      success: true,
      path: file,
      settings: { port: '8604', token: 'not set', 'webhook.secrets': 'set', 'environments.production.hosts': 'none' },
    })
    const bad = await relevo(['config', 'check', '--json'], { RELEVO_CONFIG: '/nowhere/a.json' })
    expect(bad.code).toBe(2)
    expect(JSON.parse(bad.stdout)).toMatchObject({
      success: false,
      error: { code: 'config-invalid', detail: expect.stringContaining('/nowhere/a.json cannot be read (ENOENT)') },
    })
  })

  test('is one command of two words: neither is one alone', async () => {
    const { code, stdout } = await relevo(['config', 'check', '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('Usage: relevo config check [options]')
    expect((await relevo(['--help'])).stdout).toMatch(/^ {2}config check {2}/m)
    for (const argv of [['config'], ['config', 'chek'], ['config', '--file', 'a']])
      expect(await relevo(argv)).toMatchObject({ code: 2, stderr: expect.stringContaining('config what? check') })
    expect((await relevo(['check'])).stderr).toContain('there is no command "check"')
    expect((await relevo(['config', 'check', 'now'])).stderr).toContain('config check: what is "now"?')
  })

  test('finds a TypeScript file in the folder it is started in', async () => {
    const cwd = await tempFolder({ 'relevo.config.ts': 'const keep: number = 4\nexport default { keep }' })
    const env = { PATH: process.env.PATH ?? '' }
    const { stdout } = await promisify(execFile)(process.execPath, [LAUNCHER, 'config', 'check'], { cwd, env })
    expect(stdout).toContain(`(${join(cwd, 'relevo.config.ts')})`)
    expect(stdout).toMatch(/^keep +4$/m)
  })
})
