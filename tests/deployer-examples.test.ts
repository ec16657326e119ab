import { execFileSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCommandDeployer } from '../apps/server/src/deployers/command-deployer.ts'

const EXAMPLES = resolve('deploy/examples/deployers')
const PATH = process.env.PATH ?? ''
let place: string

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'relevo-example-'))
})
afterEach(() => rm(place, { recursive: true }))

/** Run a shipped script as the server does; resolves with what it printed. */
async function run(
  script: string,
  step: 'prepare' | 'deploy' | 'rollBack',
  order: { version: string; previous?: string; commit?: string; deployment?: string },
  env: Record<string, string>,
): Promise<string[]> {
  const argv = [join(EXAMPLES, script)]
  const deployer = createCommandDeployer({ deploy: argv, before: argv, timeout: 25_000, env })
  const lines: string[] = []
  const whole = { deployment: 'd1', environment: 'production', ...order }
  await deployer[step](whole, ({ text }) => lines.push(text), new AbortController().signal)
  return lines
}

/** A folder of programs to be found before all others; each notes how it was called. */
async function standIns(programs: Record<string, string>): Promise<{ path: string; calls(): Promise<string[]> }> {
  const bin = join(place, 'bin')
  await mkdir(bin, { recursive: true })
  const log = join(place, 'calls')
  await writeFile(log, '')
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(bin, name), `#!/bin/sh\necho "${name} $*" >>'${log}'\n${script}\n`)
    await chmod(join(bin, name), 0o755)
  }
  const calls = async () => (await readFile(log, 'utf8')).split('\n').filter(Boolean)
  return { path: `${bin}${delimiter}${PATH}`, calls }
}

test('every script is legal for a plain shell, stops at the first error and at an unset name', async () => {
  const scripts = (await readdir(EXAMPLES, { recursive: true })).filter((name) => name.endsWith('.sh'))
  expect(scripts.sort()).toEqual([
    'backup.sh',
    'docker-compose/deploy.sh',
    'git-checkout/deploy.sh',
    'rsync-nginx/deploy.sh',
  ])
  for (const script of scripts) {
    execFileSync('sh', ['-n', join(EXAMPLES, script)])
    expect(await readFile(join(EXAMPLES, script), 'utf8')).toMatch(/^#!\/bin\/sh\n[\s\S]*\nset -eu\n/)
  }
})

describe('rsync-nginx', () => {
  /** The tools of this machine without rsync, which need not be there. */
  async function withoutRsync(): Promise<string> {
    const bin = join(place, 'tools')
    await mkdir(bin)
    for (const tool of ['cp', 'flock', 'ln', 'ls', 'mkdir', 'mv', 'rm', 'sh', 'tail', 'touch']) {
      await symlink(execFileSync('sh', ['-c', 'command -v "$0"', tool], { encoding: 'utf8' }).trim(), join(bin, tool))
    }
    return bin
  }
  async function build(version: string) {
    await mkdir(join(place, 'builds', version, 'assets'), { recursive: true })
    await writeFile(join(place, 'builds', version, 'index.html'), version)
  }
  const served = () => readFile(join(place, 'panel/current/index.html'), 'utf8')
  const kept = async () => (await readdir(join(place, 'panel/releases'))).sort()
  const env = (path: string) => ({ PATH: path, PANEL_FROM: join(place, 'builds'), PANEL_TO: join(place, 'panel') })

  test('it copies and serves a release, goes back without a copy, and may run again', async () => {
    const variables = env(await withoutRsync())
    for (const version of ['v1', 'v2']) {
      await build(version)
      await run('rsync-nginx/deploy.sh', 'deploy', { version }, variables)
      expect(await served()).toBe(version)
    }
    await rm(join(place, 'builds'), { recursive: true })
    const again = await run('rsync-nginx/deploy.sh', 'deploy', { version: 'v2', previous: 'v1' }, variables)
    expect([again, await served()]).toEqual([['Serving v2'], 'v2'])
    await run('rsync-nginx/deploy.sh', 'rollBack', { version: 'v1', previous: 'v2' }, variables)
    expect([await served(), await readlink(join(place, 'panel/current')), await kept()]).toEqual([
      'v1',
      'releases/v1',
      ['v1', 'v2'],
    ])
  })

  test('what a killed run left is not served, nor is what is not there or has no page', async () => {
    const variables = env(await withoutRsync())
    await build('v1')
    await run('rsync-nginx/deploy.sh', 'deploy', { version: 'v1' }, variables)
    await mkdir(join(place, 'panel/releases/.unfinished'))
    await writeFile(join(place, 'panel/releases/.unfinished/torn.js'), 'half')
    await build('v2')
    await run('rsync-nginx/deploy.sh', 'deploy', { version: 'v2' }, variables)
    expect(await readdir(join(place, 'panel/current/'))).toEqual(['assets', 'index.html'])
    await mkdir(join(place, 'builds/v3'))
    for (const version of ['v3', 'v4', '...']) {
      await expect(run('rsync-nginx/deploy.sh', 'deploy', { version }, variables)).rejects.toMatchObject({
        code: 'step-failed',
      })
      expect(await served()).toBe('v2')
    }
  })

  test('the last five stay, and the one before whatever its age', async () => {
    const variables = env(await withoutRsync())
    for (const version of ['v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7']) {
      await build(version)
      await run('rsync-nginx/deploy.sh', 'deploy', { version, previous: 'v1' }, variables)
    }
    expect(await kept()).toEqual(['v1', 'v3', 'v4', 'v5', 'v6', 'v7'])
  })

  test('whoever reads while it switches gets one release or the other; runs at the same time take turns', async () => {
    const variables = env(await withoutRsync())
    for (const version of ['v1', 'v2']) {
      await build(version)
      await run('rsync-nginx/deploy.sh', 'deploy', { version }, variables)
    }
    let isSwitching = true
    let broken: unknown
    const seen = new Set<string>()
    const reading = (async () => {
      while (isSwitching) seen.add(await served())
    })().catch((error) => {
      broken = error
    })
    const versions = Array.from({ length: 12 }, (_, i) => (i % 2 ? 'v1' : 'v2'))
    const switching = async () => {
      // The runs have their turns in any order, and a reader that is late may have seen one release only.
      for (let round = 0; round < 5 && seen.size < 2 && !broken; round++)
        await Promise.all(versions.map((version) => run('rsync-nginx/deploy.sh', 'deploy', { version }, variables)))
    }
    await switching().finally(() => {
      isSwitching = false
    })
    await reading
    expect(broken).toBeUndefined()
    expect([...seen].sort()).toEqual(['v1', 'v2'])
  })

  test('where rsync is, it is told to link what the release before has too', async () => {
    const { path, calls } = await standIns({ rsync: 'cp -a -- "$3." "$4"' })
    await build('v1')
    await run('rsync-nginx/deploy.sh', 'deploy', { version: 'v1' }, env(path))
    expect(await served()).toBe('v1')
    expect(await calls()).toEqual([
      `rsync -a --link-dest=../../current/ ${place}/builds/v1/ ${place}/panel/releases/.unfinished/`,
    ])
  })
})

describe('git-checkout', () => {
  const git = (folder: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-C', join(place, folder), ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  async function commit(content: string): Promise<string> {
    await writeFile(join(place, 'origin/app.txt'), content)
    git('origin', 'add', '.')
    git('origin', 'commit', '-qm', content)
    return git('origin', 'rev-parse', 'HEAD')
  }
  const app = () => readFile(join(place, 'app/app.txt'), 'utf8')

  test('it checks out the commit of a version and restarts, goes back without a network, and may run again', async () => {
    const { path, calls } = await standIns({ systemctl: '', build: 'cp app.txt built.txt' })
    const env = { PATH: path, APP_FOLDER: join(place, 'app'), APP_SERVICE: 'app.service', APP_BUILD: 'build' }
    await mkdir(join(place, 'origin'))
    git('origin', 'init', '-q', '-b', 'main')
    await commit('first')
    git('origin', 'tag', 'v1')
    git('', 'clone', '-q', 'origin', 'app')
    const second = await commit('second')
    const third = await commit('third')

    await run('git-checkout/deploy.sh', 'deploy', { version: 'v1' }, env)
    expect(await app()).toBe('first')
    const named = `20250330-${second.slice(0, 7)}`
    await run('git-checkout/deploy.sh', 'deploy', { version: named, previous: 'v1' }, env)
    expect(await app()).toBe('second')
    await run('git-checkout/deploy.sh', 'deploy', { version: 'v3', commit: third }, env)
    expect([await app(), await readFile(join(place, 'app/built.txt'), 'utf8')]).toEqual(['third', 'third'])

    await rm(join(place, 'origin'), { recursive: true })
    await writeFile(join(place, 'app/.git/index.lock'), '') // a git that was killed
    await writeFile(join(place, 'app/app.txt'), 'half written')
    for (let i = 0; i < 2; i++) {
      await run('git-checkout/deploy.sh', 'rollBack', { version: named, previous: 'v3' }, env)
      expect([await app(), git('app', 'status', '--porcelain', '-uno')]).toEqual(['second', ''])
    }
    expect((await calls()).filter((call) => call === 'systemctl restart app.service')).toHaveLength(5)
  })

  test.each(['v9', '--upload-pack=touch', 'a..b', 'HEAD'])(
    'a version without a commit, such as %s, changes nothing',
    async (version) => {
      const { path, calls } = await standIns({ systemctl: '' })
      await mkdir(join(place, 'origin'))
      git('origin', 'init', '-q', '-b', 'main')
      await commit('first')
      git('', 'clone', '-q', 'origin', 'app')
      const env = { PATH: path, APP_FOLDER: join(place, 'app'), APP_SERVICE: 'app.service' }
      await expect(run('git-checkout/deploy.sh', 'deploy', { version, commit: '$(id)' }, env)).rejects.toMatchObject({
        detail: `${join(EXAMPLES, 'git-checkout/deploy.sh')}: exit code 1: There is no commit of ${version} in this repository`,
      })
      expect([await app(), await calls()]).toEqual(['first', []])
    },
  )
})

describe('docker-compose', () => {
  async function setUp(docker = '') {
    const { path, calls } = await standIns({ docker: `echo "tag $APP_TAG" >>'${place}/calls'\n${docker}` })
    await cp(join(EXAMPLES, 'docker-compose'), join(place, 'panel'), { recursive: true })
    return { env: { PATH: path, COMPOSE_FOLDER: join(place, 'panel') }, calls }
  }
  const up = 'docker compose --env-file release.env up --detach --pull missing --remove-orphans'

  test('it pulls and starts the images of a version, and goes back without asking the registry', async () => {
    const { env, calls } = await setUp()
    await run('docker-compose/deploy.sh', 'deploy', { version: 'v2' }, env)
    expect(await readFile(join(place, 'panel/release.env'), 'utf8')).toBe('APP_TAG=v2\n')
    await run('docker-compose/deploy.sh', 'rollBack', { version: 'v1', previous: 'v2' }, env)
    expect(await readFile(join(place, 'panel/release.env'), 'utf8')).toBe('APP_TAG=v1\n')
    expect(await calls()).toEqual(['docker compose pull --quiet', 'tag v2', up, 'tag v2', up, 'tag v1'])
  })

  test('an image that cannot be pulled, or a version that is no tag, leaves everything as it was', async () => {
    const { env, calls } = await setUp('case "$*" in *pull\\ --quiet) echo "manifest unknown" >&2; exit 18;; esac')
    await expect(run('docker-compose/deploy.sh', 'deploy', { version: 'v3' }, env)).rejects.toMatchObject({
      detail: expect.stringMatching(/exit code 18: manifest unknown$/),
    })
    await expect(run('docker-compose/deploy.sh', 'deploy', { version: 'v3+4' }, env)).rejects.toMatchObject({
      detail: expect.stringMatching(/An image cannot have the tag v3\+4$/),
    })
    expect(await calls()).toEqual(['docker compose pull --quiet', 'tag v3'])
    expect(await readdir(join(place, 'panel'))).not.toContain('release.env')
  })
})

describe('backup', () => {
  test('it keeps one whole archive for each deployment, and the latest ten', async () => {
    const env = { PATH, BACKUP_FROM: join(place, 'data'), BACKUP_TO: join(place, 'backups') }
    await mkdir(join(place, 'data'))
    for (let i = 1; i <= 12; i++) {
      await writeFile(join(place, 'data/rows.txt'), `state ${i}`)
      await run('backup.sh', 'prepare', { version: `v${i}`, deployment: `d${i}` }, env)
    }
    await writeFile(join(place, 'data/rows.txt'), 'later')
    expect(await run('backup.sh', 'prepare', { version: 'v12', deployment: 'd12' }, env)).toEqual([
      'There is a backup of this deployment already',
    ])
    const archives = (await readdir(join(place, 'backups'))).filter((name) => name.endsWith('.gz'))
    expect(archives.sort()).toEqual([10, 11, 12, 3, 4, 5, 6, 7, 8, 9].map((i) => `d${i}.tar.gz`))
    const rows = execFileSync('tar', ['-xzOf', join(place, 'backups/d12.tar.gz'), './rows.txt'], { encoding: 'utf8' })
    expect(rows).toBe('state 12')
  })
})
