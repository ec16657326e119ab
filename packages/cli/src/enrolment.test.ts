import { beforeEach, describe, expect, test } from 'vitest'
import { relevo } from './testing/program.ts'
import { realServer } from './testing/real-server.ts'

let env: { RELEVO_URL: string; RELEVO_TOKEN: string }
beforeEach(async () => {
  env = await realServer({ access: 'enrolled' })
})
const run = (...argv: string[]) => relevo(argv, env)
const json = async (...argv: string[]) => JSON.parse((await run(...argv, '--json')).stdout)

async function enrol(tablet: string, code: string) {
  const body = JSON.stringify({ tablet, code })
  const headers = { 'content-type': 'application/json' }
  return (await fetch(`${env.RELEVO_URL}/api/enrol`, { method: 'POST', headers, body })).status
}

describe('relevo enrol-code', () => {
  test('prints a code that lets a tablet in, where to open it, and until when', async () => {
    const { stdout, stderr, code } = await run('enrol-code', '--tablet', 'hall', '--for', '2h')
    expect([code, stderr]).toEqual([0, ''])
    const [, id, until, text, url] =
      /^Code ([0-9a-f]{8}) lets in the tablet hall, until (\S+ \S+Z)\. It is not shown again:\n(\S{4}-\S{4})\nOpen this on the tablet: {2}(\S+)\n$/.exec(
        stdout,
      ) ?? []
    expect(url).toBe(`${env.RELEVO_URL}/?tablet=hall#relevo-enrol=${text}`)
    const ahead = Date.parse((until ?? '').replace(' ', 'T')) - Date.now()
    expect(Math.abs(ahead - 7_200_000)).toBeLessThan(60_000)
    expect(await enrol('hall', text ?? '')).toBe(200)
    const lines = (await run('enrol-codes')).stdout.split('\n')
    expect(lines[0]).toMatch(/^ID +TABLET +USED +STATE +UNTIL +MADE +BY$/)
    expect(lines[1]).toMatch(new RegExp(`^${id} +hall +1 of 1 +used-up +\\S+ \\S+Z +\\S+ \\S+Z +root$`))
  })

  test('is for many, and for an app that is elsewhere, where that is said; and is withdrawn once', async () => {
    expect((await run('enrol-codes')).stdout).toBe('No code was made within a week.\n')
    const made = await json('enrol-code', '--uses', '50', '--app', 'https://panel.example/app/')
    expect(made).toMatchObject({ success: true, uses: 50, used: 0, state: 'good' })
    expect(made.launchUrl).toBe(`https://panel.example/app/#relevo-enrol=${made.code}`)
    expect((await run('enrol-code', 'withdraw', made.id)).stdout).toBe(`Code ${made.id} is withdrawn.\n`)
    expect((await run('enrol-code', 'withdraw', made.id)).stdout).toBe(
      `Code ${made.id} is withdrawn, as it was before.\n`,
    )
    expect(await enrol('hall', made.code)).toBe(403)
    expect((await json('enrol-codes')).codes).toMatchObject([{ id: made.id, state: 'withdrawn' }])
  })
})

describe('relevo credential', () => {
  test('makes one for a kiosk app, with what is to be typed into it, lists and revokes it', async () => {
    const { stdout } = await run('credential', 'create', '--kind', 'kiosk', '--name', 'hall-wp')
    const [, id, secret] =
      /^Credential ([0-9a-f]{16}) for the kiosk hall-wp\. .*\n\n {2}Broker +(?:localhost|127\.0\.0\.1) .*\n {2}Port +- .*\n {2}User +kiosk-hall-wp\n {2}Password +(\S{26})\n$/.exec(
        stdout,
      ) ?? []
    expect(secret).toBeDefined()
    const listed = (await run('credentials')).stdout
    expect(listed.split('\n')[1]).toMatch(
      new RegExp(`^${id} +kiosk +hall-wp +kiosk-hall-wp +active +\\S+ \\S+Z +root +-$`),
    )
    expect(listed).not.toContain(secret)
    expect((await run('credential', 'revoke', id ?? '')).stdout).toBe(
      `Credential ${id} of the kiosk hall-wp is revoked.\n`,
    )
    expect((await run('credential', 'revoke', id ?? '')).stdout).toMatch(/is revoked, as it was before\.\n$/)
    expect((await run('credentials')).stdout).toBe('There is no credential.\n')
    expect((await json('credentials', '--all', '--kind', 'kiosk')).credentials).toMatchObject([
      { id, state: 'revoked', revokedAt: expect.any(String) },
    ])
  })

  test('takes the place of another only where that is said', async () => {
    const argv = ['credential', 'create', '--kind', 'service', '--name', 'home-assistant']
    const first = await json(...argv)
    expect(await run(...argv)).toMatchObject({ code: 1, stderr: expect.stringContaining('credential-exists') })
    const second = await json(...argv, '--replace')
    expect(second.secret).not.toBe(first.secret)
    expect((await json('credentials', '--name', 'home-assistant')).credentials).toMatchObject([{ id: second.id }])
  })
})

test('relevo strangers shows who checks in and is not enrolled', async () => {
  expect((await run('strangers')).stdout).toBe('No stranger was there since the server started.\n')
  const headers = { 'user-agent': 'Mozilla/5.0 Chrome/83.0 wv' }
  await fetch(`${env.RELEVO_URL}/config/version.json?tablet=hall&release=r1`, { headers })
  const [heading, row] = (await run('strangers')).stdout.split('\n')
  expect(heading).toMatch(/^TABLET +ADDRESS +RELEASE +ENGINE +WITH +CHECK-INS +FIRST SEEN +LAST SEEN$/)
  expect(row).toMatch(/^hall +127\.0\.0\.1 +r1 +chrome 83 +no secret +1 +\S+ \S+Z +\S+ \S+Z$/)
  expect((await json('strangers')).strangers).toMatchObject([{ tablet: 'hall', engine: 'chrome 83', count: 1 }])
})

test.each([
  ['2 for uses that are no number', ['enrol-code', '--uses', 'many'], 2, /usage/],
  ['2 for a time that is none', ['enrol-code', '--for', 'soon'], 2, /usage.*10m/s],
  ['2 for an app that is nowhere', ['enrol-code', '--app', 'panel'], 2, /usage.*--app/s],
  ['2 without a kind', ['credential', 'create', '--name', 'x'], 2, /usage.*--kind/s],
  ['2 without a name', ['credential', 'create', '--kind', 'kiosk'], 2, /usage.*--name/s],
  ['2 without a second word', ['credential'], 2, /usage.*credential what\? create, revoke/s],
  ['1 for a time that is too long', ['enrol-code', '--for', '2d'], 1, /invalid-input.*lifetime/s],
  ['1 for an unknown code', ['enrol-code', 'withdraw', 'x'], 1, /code-unknown/],
  ['1 for an unknown credential', ['credential', 'revoke', '../tokens'], 1, /credential-unknown/],
  ['1 for an unknown kind', ['credential', 'create', '--kind', 'king', '--name', 'x'], 1, /invalid-input.*kind/s],
])('it ends with %s', async (_name, argv, code, said) => {
  const ran = await run(...argv)
  expect([ran.code, ran.stdout, ran.stderr]).toEqual([code, '', expect.stringMatching(said)])
})
