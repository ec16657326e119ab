import { beforeEach, describe, expect, test } from 'vitest'
import { expiryOf } from './expiry.ts'
import { relevo } from './testing/program.ts'
import { realServer } from './testing/real-server.ts'
import { tempFolder } from './testing/temp-folder.ts'

let env: { RELEVO_URL: string; RELEVO_TOKEN: string }
beforeEach(async () => {
  env = await realServer()
})

describe('relevo token', () => {
  test('makes a token that does what its scopes say, lists it and revokes it', async () => {
    const argv = ['token', 'create', 'ci', '--scope', 'release', '--scope', 'notify', '--expires', '90d']
    const made = await relevo(argv, env)
    const [, id = '', token = ''] =
      /^Token ([0-9a-f]{8}) for ci: release, notify, until 2\d{3}-.*Z\. Keep it .*:\n(rlv_\1_\S{43})\n$/.exec(
        made.stdout,
      ) ?? []
    expect([made.code, made.stderr, id]).toEqual([0, '', expect.stringMatching(/./)])

    const ci = { ...env, RELEVO_TOKEN: token }
    const folder = await tempFolder({ 'index.html': 'r1' })
    expect((await relevo(['publish', folder, '--version', 'r1'], ci)).code).toBe(0)
    expect(await relevo(['block', 'r1'], ci)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/forbidden.*takes the scope admin/s),
    })

    const lines = (await relevo(['token', 'list'], env)).stdout.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^ID +NAME +SCOPES +STATE +MADE +BY +EXPIRES +LAST USED$/)
    expect(lines[1]).toMatch(
      new RegExp(`^${id} +ci +release notify +active +\\S+ \\S+Z +root +\\S+ \\S+Z +\\S+ \\S+Z$`),
    )
    expect(lines.join()).not.toContain(token.slice(13))

    expect((await relevo(['token', 'revoke', id], env)).stdout).toBe(`Token ${id} of ci is revoked.\n`)
    expect((await relevo(['token', 'revoke', id], env)).stdout).toBe(
      `Token ${id} of ci is revoked, as it was before.\n`,
    )
    expect(await relevo(['status'], ci)).toMatchObject({ code: 1, stderr: expect.stringContaining('unauthorized') })
  })

  test('answers with one object for programs', async () => {
    expect((await relevo(['token', 'list'], env)).stdout).toBe(
      'No token was made yet; there is the server’s own one.\n',
    )
    const made = JSON.parse((await relevo(['token', 'create', 'ci', '--scope', 'read', '--json'], env)).stdout)
    expect(made).toMatchObject({ success: true, name: 'ci', scopes: ['read'], state: 'active', createdBy: 'root' })
    expect(made.token).toMatch(/^rlv_/)
    const { tokens, count } = JSON.parse((await relevo(['token', 'list', '--json'], env)).stdout)
    expect([count, tokens[0].id, tokens[0].token]).toEqual([1, made.id, undefined])
    const revoked = JSON.parse((await relevo(['token', 'revoke', made.id, '--json'], env)).stdout)
    expect(revoked).toMatchObject({ success: true, id: made.id, state: 'revoked', revokedAt: expect.any(String) })
  })

  test.each([
    ['1 for a scope there is not', ['token', 'create', 'ci', '--scope', 'write'], 1, /invalid-input.*scopes\.0/s],
    ['1 for no scope at all', ['token', 'create', 'ci'], 1, /invalid-input.*scopes/s],
    ['1 for an unknown id', ['token', 'revoke', '1f0c9a2b'], 1, /token-unknown/],
    ['1 for an id that is a path', ['token', 'revoke', '../session'], 1, /token-unknown/],
    ['2 without a name', ['token', 'create', '--scope', 'read'], 2, /usage.*<name> is missing/s],
    ['2 for a time that is none', ['token', 'create', 'ci', '--scope', 'read', '--expires', 'soon'], 2, /usage.*90d/s],
    ['2 without a second word', ['token'], 2, /usage.*token what\? create, list, revoke/s],
    ['2 for a wrong second word', ['token', 'steal'], 2, /usage.*token what\?/s],
    ['2 for half a command of one word', ['create'], 2, /usage.*no command "create"/s],
  ])('ends with %s', async (_name, argv, code, said) => {
    const ran = await relevo(argv, env)
    expect([ran.code, ran.stdout, ran.stderr]).toEqual([code, '', expect.stringMatching(said)])
    expect((await relevo(['token', 'list'], env)).stdout).toMatch(/^No token/)
  })
})

test.each([
  ['12h', '1970-01-01T12:00:00.000Z'],
  ['90d', '1970-04-01T00:00:00.000Z'],
  ['4w', '1970-01-29T00:00:00.000Z'],
])('a token that expires in %s ends at %s', (text, moment) => {
  expect(expiryOf(text, 0)).toBe(moment)
})

test.each(['', '0d', '-1d', '1.5d', '90', 'd', '90 d', '90m', '999999d'])('%j is no time', (text) => {
  expect(() => expiryOf(text, 0)).toThrow(/usage/)
})
