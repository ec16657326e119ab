import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeRelease } from '@relevo/vite-plugin/manifest'
import { describe, expect, test } from 'vitest'
import { COMMANDS } from './commands/index.ts'
import { ContractServer, TOKEN } from './testing/contract-server.ts'
import { relevo } from './testing/program.ts'
import { tempFolder } from './testing/temp-folder.ts'

const envFor = (server: ContractServer) => ({ RELEVO_URL: server.url, RELEVO_TOKEN: TOKEN })

const PANEL = { 'index.html': '<h1>hi', 'a.bin': 'a'.repeat(1500) }

describe('relevo publish', () => {
  test('says what it did, how much it saved and who will hear of it', async () => {
    const server = await ContractServer.start()
    server.tablets = [{}, {}]
    const folder = await tempFolder(PANEL)
    const { code, stdout, stderr } = await relevo(['publish', folder, '--version', 'r1'], envFor(server))
    expect(stdout).toBe(
      'Published r1: 2 files, 1.5 kB. Sent 2 files, 1.5 kB; saved 0 B.\nproduction: r1 is current. 2 tablets known there.\n',
    )
    expect(stderr).toBe(`Reading ${folder}\nUploading 2 files, 1.5 kB; 0 B are there already\nTelling production\n`)
    expect(code).toBe(0)
    await writeFile(join(folder, 'index.html'), '<h1>ho')
    const second = await relevo(['publish', folder, '--version', 'r2'], envFor(server))
    expect(second.stdout).toContain('Sent 1 file, 6 B; saved 1.5 kB.')
  })

  test('hands its options on', async () => {
    const server = await ContractServer.start()
    const folder = await tempFolder(PANEL)
    const flags = ['--version', 'r1', '--environment', 'staging', '--force', '--notes', 'ñ', '--commit', 'abc']
    await relevo(['publish', folder, ...flags], envFor(server))
    expect(server.notices).toEqual([{ version: 'r1', force: true, environment: 'staging', notes: 'ñ' }])
    expect(server.releases.get('r1')).toMatchObject({ notes: 'ñ', commit: 'abc' })
    const quiet = await relevo(['publish', folder, '--version', 'r1', '--no-notify'], envFor(server))
    expect(quiet.stdout).toContain('No tablet changes until `relevo notify r1`')
    expect(server.notices).toHaveLength(1)
  })

  test('says which commit it was built from, as the CI job tells', async () => {
    const server = await ContractServer.start()
    const job = { ...envFor(server), GITHUB_SHA: 'a1b2c3d' }
    await relevo(['publish', await tempFolder(PANEL), '--version', 'r1'], job)
    expect(server.releases.get('r1')).toMatchObject({ commit: 'a1b2c3d' })
  })

  test('with --json answers with one object and keeps progress off stdout', async () => {
    const server = await ContractServer.start()
    const { stdout } = await relevo(['publish', await tempFolder(PANEL), '--version', 'r1', '--json'], envFor(server))
    expect(JSON.parse(stdout)).toMatchObject({ success: true, version: 'r1', uploaded: 2, notified: { tablets: 0 } })
  })

  test('draws a bar for a person, up to its end', async () => {
    const server = await ContractServer.start()
    const argv = ['publish', await tempFolder(PANEL), '--version', 'r1']
    const { stderr } = await relevo(argv, envFor(server), { isTTY: true })
    expect(stderr).toMatch(/\r░+ +0 % .*\r█+ 100 % [^\r\n]*\nTelling production\n$/s)
  })
})

describe('relevo notify', () => {
  test('makes a release current, and says when it was so already', async () => {
    const server = await ContractServer.start()
    await relevo(['publish', await tempFolder(PANEL), '--version', 'r1', '--no-notify'], envFor(server))
    const first = await relevo(['notify', 'r1', '--force', '--retry', '--notes', 'x'], envFor(server))
    expect(first.stdout).toBe('production: r1 is current, by force. 0 tablets known there.\n')
    expect(server.notices).toEqual([{ version: 'r1', force: true, environment: 'production', retry: true, notes: 'x' }])
    const again = await relevo(['notify', 'r1', '--force'], envFor(server))
    expect(again.stdout).toContain('r1 is current since 2026-01-01 00:00:00Z; the hint was sent again')
  })

  test('of an unknown release shows the server’s code and remedy, and exits with 1', async () => {
    const server = await ContractServer.start()
    const { code, stderr, stdout } = await relevo(['notify', 'r9'], envFor(server))
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(
      'relevo: release-unknown — The server does not know this release.\n  r9\nDo: Publish it first with `relevo publish <dir>`, then call again.\n',
    )
  })
})

describe('relevo status and tablets', () => {
  const tablet = (id: string, release: string, more = {}) => ({
    id,
    environment: 'production',
    release,
    phase: 'current',
    online: true,
    ...more,
  })

  test('count tablets by what they report', async () => {
    const server = await ContractServer.start()
    server.environments = [
      { name: 'production', current: 'r2', force: false, changedAt: '2026-01-01T00:00:00.000Z' },
      { name: 'staging', current: null, force: true, changedAt: null },
    ]
    const many = Array.from({ length: 2_230 }, (_, i) => tablet(`t${i}`, 'r2'))
    server.tablets = [...many, tablet('old', 'r1', { online: false }), many[0] ?? {}]
    const { stdout, code } = await relevo(['status'], envFor(server))
    expect(code).toBe(0)
    expect(stdout).toBe(
      [
        `${server.url}/  ok`,
        '',
        'ENVIRONMENT  RELEASE      FORCE  SINCE',
        'production   r2           no     2026-01-01 00:00:00Z',
        'staging      nothing yet  yes    -',
        '',
        'ENVIRONMENT  REPORTED  PHASE    TABLETS',
        'production   r2        current  2230 tablets, 2230 online',
        'production   r1        current  1 tablet, 0 online',
        '',
      ].join('\n'),
    )
    expect(JSON.parse((await relevo(['status', '--json'], envFor(server))).stdout)).toMatchObject({
      success: true,
      health: 'ok',
      environments: [{ name: 'production', current: 'r2' }, { name: 'staging' }],
      tablets: [
        { release: 'r2', tablets: 2_230 },
        { release: 'r1', online: 0 },
      ],
    })
  })

  test('list every tablet, and let none of them write to the terminal', async () => {
    const server = await ContractServer.start()
    server.tablets = [
      tablet('lobby-1', 'r1', { phase: 'downloading', progress: 41.7, target: 'r2', releaseSince: 1_767_225_600_000 }),
      tablet('door', 'r1', {
        phase: 'rolled_back',
        error: { code: 'boot-\u001b[2Jtimeout' },
        lastSeen: '2026-01-01T00:00:00Z',
        online: false,
        presence: 'stale',
        name: 'Back\u001b[2J door',
        group: 'yard',
      }),
    ]
    const { stdout } = await relevo(['tablets'], envFor(server))
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/))
    expect(lines).toEqual([
      [
        'TABLET',
        'NAME',
        'GROUP',
        'ENVIRONMENT',
        'RELEASE',
        'SINCE',
        'PHASE',
        'TARGET',
        'ERROR',
        'ENGINE',
        'NO WORKER',
        'LAST SEEN',
        'PRESENCE',
      ],
      [
        'door',
        'Back?[2J door',
        'yard',
        'production',
        'r1',
        '-',
        'rolled_back',
        '-',
        'boot-?[2Jtimeout',
        '-',
        '-',
        '2026-01-01 00:00:00Z',
        'stale',
      ],
      [
        'lobby-1',
        '-',
        '-',
        'production',
        'r1',
        '2026-01-01 00:00:00Z',
        'downloading 41 %',
        'r2',
        '-',
        '-',
        '-',
        '-',
        'online',
      ],
    ])
    const json = JSON.parse((await relevo(['tablets', '--json'], envFor(server))).stdout)
    expect(json).toMatchObject({ success: true, count: 2, tablets: [{ id: 'door' }, { id: 'lobby-1' }] })
  })

  test('tell which tablets are stuck, why, and what to do', async () => {
    const server = await ContractServer.start()
    const engine = { name: 'chrome', version: 83 }
    const old = { engine, stuck: { code: 'incompatible', target: 'r2', detail: 'needs chrome 107' } }
    server.tablets = [
      ...Array.from({ length: 6 }, (_, i) => tablet(`old-${i}`, 'r1', old)),
      tablet('door', 'r2', { phase: 'stuck', stuck: { code: 'of-a-newer\u001bserver' } }),
      tablet('http', 'r2', { withoutWorker: 'insecure-context', stuck: null }),
    ]
    const { stdout } = await relevo(['status'], envFor(server))
    expect(stdout).toMatch(/^production +r1 +stuck +6 tablets/m)
    expect(stdout).toContain(
      [
        '',
        '1 tablet stuck with r2 (door): of-a-newer?server',
        '',
        '6 tablets stuck on the way to r2 (old-0, old-1, old-2, old-3, old-4, …): incompatible',
        '  The release needs a newer browser engine than this tablet has.',
        '  Do: Update the tablet’s browser or WebView, or build the release for older engines; the tablet stays where it is.',
        '',
      ].join('\n'),
    )
    const rows = (await relevo(['tablets'], envFor(server))).stdout
    expect(rows).toMatch(/^old-0 .* stuck +r2 +incompatible +chrome 83 +- /m)
    expect(rows).toMatch(/^http .* current +- +- +- +insecure-context /m)
  })

  test('say so when there is no tablet yet', async () => {
    const server = await ContractServer.start()
    expect((await relevo(['tablets'], envFor(server))).stdout).toBe('No tablet has been heard of yet.\n')
  })
})

describe('relevo manifest', () => {
  test('makes a plain folder a release, and keeps its version when run again', async () => {
    const folder = await tempFolder(PANEL)
    const first = await relevo(['manifest', folder, '--version', 'r1', '--base', '/panel/'])
    expect(first).toMatchObject({ code: 0, stdout: `${folder} is release r1: 2 files, 1.5 kB.\n` })
    expect(JSON.parse(await readFile(join(folder, 'config/version.json'), 'utf8'))).toMatchObject({
      manifest: '/panel/relevo.json',
    })
    await writeFile(join(folder, 'new.txt'), 'new')
    const { stdout } = await relevo(['manifest', folder, '--json'], { RELEVO_VERSION: 'other' })
    expect(JSON.parse(stdout)).toMatchObject({ success: true, version: 'r1', files: 3 })
  })

  test('keeps the oldest engines that the build wrote', async () => {
    const folder = await tempFolder(PANEL)
    await writeRelease(folder, { version: 'r1', engines: { chrome: 90 } })
    await relevo(['manifest', folder])
    for (const file of ['relevo.json', 'config/version.json'])
      expect(JSON.parse(await readFile(join(folder, file), 'utf8'))).toMatchObject({ engines: { chrome: 90 } })
  })
})

describe('relevo ends with', () => {
  const folder = () => tempFolder(PANEL)

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
      const { code, stderr } = await relevo(['publish', await folder()], { RELEVO_TOKEN })
      expect(code).toBe(2)
      expect(stderr).toMatch(/token-missing/)
      expect(stderr).not.toMatch(/cret/)
    }
  })

  test('2 for a folder that is no build, before anything is sent', async () => {
    const server = await ContractServer.start()
    const { code, stderr } = await relevo(['publish', await tempFolder(), '--version', 'r1'], envFor(server))
    expect({ code, requests: server.requests }).toEqual({ code: 2, requests: [] })
    expect(stderr).toMatch(/folder-unusable.*no index\.html/s)
  })

  test('1 when the token is refused, with the error as JSON when asked', async () => {
    const server = await ContractServer.start()
    const { code, stdout, stderr } = await relevo(['tablets', '--json'], { ...envFor(server), RELEVO_TOKEN: 'wrong' })
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      success: false,
      error: { code: 'unauthorized', do: expect.any(String) },
    })
  })

  test('3 when nobody listens', async () => {
    const server = await ContractServer.start()
    server.fault = () => 'cut'
    const { code, stderr } = await relevo(['status'], envFor(server))
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

test('a token file wins over the environment, and its line end does not count', async () => {
  const server = await ContractServer.start()
  const folder = await tempFolder({ token: `${TOKEN}\n` })
  const env = { RELEVO_URL: `${server.url}/`, RELEVO_TOKEN: 'wrong' }
  expect((await relevo(['tablets', '--token-file', join(folder, 'token')], env)).code).toBe(0)
})

test('a server behind a path is reached there', async () => {
  const server = await ContractServer.start()
  await relevo(['status'], { ...envFor(server), RELEVO_URL: `${server.url}/relevo` })
  expect(server.requests).toEqual(['GET /relevo/health'])
})
