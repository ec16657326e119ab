import { describe, expect, test } from 'vitest'
import { COMMANDS } from './commands/index.ts'
import { ContractServer, TOKEN } from './testing/contract-server.ts'
import { PANEL } from './testing/panel.ts'
import { relevo } from './testing/program.ts'
import { tempFolder } from './testing/temp-folder.ts'

describe('relevo ends with', () => {
  test.each([
    ['an unknown command', ['deplore'], 'usage'],
    ['an unknown option', ['notify', 'r1', '--forse'], 'usage'],
    ['a missing argument', ['notify'], 'usage'],
    ['an argument too many', ['status', 'now'], 'usage'],
    ['no version at all', ['notify', 'a b'], 'usage'],
    ['no version to block', ['block', '..'], 'usage'],
    ['a directive that is none', ['directive', 'explode'], 'usage'],
    ['an address that is none', ['status', '--url', 'localhost:8604'], 'config-invalid'],
    ['an address with a password', ['status', '--url', 'http://me:s3cret@host/'], 'config-invalid'],
    ['a secret on the command line', ['status', '--token=s3cret'], 'usage'],
    ['a token file that is not there', ['status', '--token-file', '/nowhere/s'], 'token-missing'],
  ])('2 for %s', async (_, argv, expected) => {
    const { code, stderr, stdout } = await relevo(argv, { RELEVO_TOKEN: TOKEN })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(new RegExp(`^relevo: ${expected} — .*\nDo: `, 's'))
    expect(stderr).not.toContain('s3cret')
  })

  test('2 without a token, or with one no header can carry, which it does not repeat', async () => {
    for (const RELEVO_TOKEN of ['', 's3cret\ns3cret', 'sé3cret']) {
      const { code, stderr } = await relevo(['publish', await tempFolder(PANEL)], { RELEVO_TOKEN })
      expect(code).toBe(2)
      expect(stderr).toMatch(/token-missing/)
      expect(stderr).not.toMatch(/cret/)
    }
  })

  test('2 for a folder that is no build, before anything is sent', async () => {
    const server = await ContractServer.start()
    const { code, stderr } = await relevo(['publish', await tempFolder(), '--version', 'r1'], server.env)
    expect({ code, requests: server.requests }).toEqual({ code: 2, requests: [] })
    expect(stderr).toMatch(/folder-unusable.*no index\.html/s)
  })

  test('1 when the token is refused, with the error as JSON when asked', async () => {
    const server = await ContractServer.start()
    const { code, stdout, stderr } = await relevo(['tablets', '--json'], { ...server.env, RELEVO_TOKEN: 'wrong' })
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      success: false,
      error: { code: 'unauthorized', do: expect.any(String) },
    })
  })

  test('3 when nobody listens', async () => {
    const server = await ContractServer.start()
    server.fault = () => 'cut'
    const { code, stderr } = await relevo(['status'], server.env)
    expect(code).toBe(3)
    expect(stderr).toMatch(/^relevo: server-unreachable — /)
  })

  test('0 for help, and 2 when nothing was asked', async () => {
    expect((await relevo(['--help'])).code).toBe(0)
    expect((await relevo([])).code).toBe(2)
    expect(COMMANDS.length).toBeGreaterThan(15)
    for (const { name, options } of COMMANDS) {
      const { code, stdout } = await relevo([...name.split(' '), '--help'])
      expect(code).toBe(0)
      expect((await relevo([...name.split(' '), '-h'])).stdout).toBe(stdout)
      expect(stdout).toMatch(/Exit codes: 0 done/)
      expect(stdout).toContain(`Usage: relevo ${name}`)
      expect(stdout.includes('5 it was rolled back')).toBe('wait' in options)
    }
  })
})

test('says its version as a command and as an option', async () => {
  const { stdout } = await relevo(['version'])
  expect(await relevo(['--version'])).toEqual({ code: 0, stdout, stderr: '' })
})
