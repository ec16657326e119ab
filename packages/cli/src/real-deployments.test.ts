import { readConfig } from '@relevo/config'
import { beforeEach, describe, expect, test } from 'vitest'
import { httpEndpoint, type Reply } from '../../../apps/server/src/testing/http-endpoint.ts'
import { briskClock, relevo } from './testing/program.ts'
import { realServer } from './testing/real-server.ts'
import { tempFolder } from './testing/temp-folder.ts'

let env: Record<string, string>
/** What the app answers when it is asked for the health of a release; it is well otherwise. */
let healthOf: Record<string, Reply>
let app: Awaited<ReturnType<typeof httpEndpoint>>

beforeEach(async () => {
  healthOf = {}
  app = await httpEndpoint(({ path }) => healthOf[path.slice(1)] ?? { status: 200, body: 'fine' })
  const health = { attempts: 2, targets: [{ http: `${app.url}/{version}` }] }
  const shown = { targets: [{ http: `${app.url}/{version}`, must: false }] }
  const { config } = readConfig({
    env: { RELEVO_HEALTH_DELAY: '0', RELEVO_HEALTH_INTERVAL: '0' },
    file: {
      environments: {
        staging: { health },
        production: { health },
        shown: { health: shown },
        told: { deployer: { kind: 'notify' } },
      },
    },
  })
  env = await realServer({ environments: config.environments })
})

const run = (...argv: string[]) => relevo(argv, env, { clock: briskClock() })

/** Publish and deploy a release, from a folder, as CI does. */
async function deploy(version: string, ...more: string[]) {
  const folder = await tempFolder({ 'index.html': version })
  Object.assign(env, { RELEVO_VERSION: version, GITHUB_SHA: 'a1b2c3d', GITHUB_ACTOR: 'ana' })
  return run('deploy', folder, '--wait', ...more)
}

/** The deployment that a run of `--json` tells of. */
const told = ({ stdout }: { stdout: string }) => JSON.parse(stdout)

describe('relevo against the real server', () => {
  test('deploys a folder and waits until it is live and healthy', async () => {
    const { code, stdout, stderr } = await deploy('r1')
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^production: r1 is live, healthy \(deployment \S+\)\.\n$/),
    })
    expect(stderr).toContain(`  check 1, ${app.url}/r1: healthy, status 200,`)
    expect(await (await fetch(String(env.RELEVO_URL))).text()).toBe('r1')
    const again = told(await run('deploy', 'r1', '--wait', '--json'))
    expect(again).toMatchObject({ outcome: 'success', duplicate: true, commit: 'a1b2c3d', user: 'ana' })
  })

  test('shows each attempt of a release that is not well, says what it went back to, and exits with 5', async () => {
    await deploy('r1')
    healthOf.r2 = { status: 503 }
    const { code, stdout, stderr } = await deploy('r2')
    expect([code, stdout]).toEqual([
      5,
      expect.stringMatching(
        /^production: r2 was rolled back to r1 \(health-failed, .*\/r2: .*\)\. `relevo deployment /,
      ),
    ])
    const shown = stderr.split('\n').filter((line) => line.startsWith('  check '))
    expect(shown).toEqual([
      expect.stringContaining(`  check 1, ${app.url}/r2: unhealthy, status 503, `),
      expect.stringContaining(`  check 2, ${app.url}/r2: unhealthy, status 503, `),
      expect.stringContaining(`  check 1 (back), ${app.url}/r1: healthy, status 200, `),
    ])
    expect(await (await fetch(String(env.RELEVO_URL))).text()).toBe('r1')
  })

  test('that has nothing to go back to exits with 4', async () => {
    healthOf.r1 = { status: 503 }
    expect(await deploy('r1', '--json')).toMatchObject({ code: 4, stdout: expect.stringContaining('"health-failed"') })
  })

  test('exits with 7 when another deployment takes the place of the one it waits for', async () => {
    healthOf.r1 = 'hang'
    const first = deploy('r1')
    await app.has(1)
    expect((await deploy('r2')).code).toBe(1)
    expect((await deploy('r2', '--supersede')).code).toBe(0)
    expect(await first).toMatchObject({
      code: 7,
      stdout: expect.stringMatching(/^production: another deployment took the place of r1 /),
    })
  })

  test('promotes what is healthy in staging, byte for byte, and takes it back', async () => {
    expect(await run('promote', '--from', 'staging', '--to', 'production')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/deployment-not-possible.*nothing is current in staging/s),
    })
    await deploy('r1')
    await deploy('r2', '--environment', 'staging')
    const promoted = await run('promote', '--from', 'staging', '--to', 'production', '--wait', '--json')
    expect(promoted.code).toBe(0)
    expect(told(promoted)).toMatchObject({ version: 'r2', trigger: 'promotion', previousVersion: 'r1' })
    expect(await (await fetch(String(env.RELEVO_URL))).text()).toBe('r2')

    const back = await run('rollback', '--environment', 'production', '--reason', 'no ring tone', '--wait')
    expect([back.code, back.stdout]).toEqual([
      0,
      expect.stringMatching(/^production: r2 was rolled back to r1 \(manual, no ring tone\)/),
    ])
    expect(back.stderr.match(/check \d/g)).toHaveLength(1)
    expect(await (await fetch(String(env.RELEVO_URL))).text()).toBe('r1')
  })

  test('lists deployments, tells all about one, and looks at its health again', async () => {
    await deploy('r1')
    await deploy('r2', '--environment', 'staging')
    const { id } = told(await run('deploy', 'r1', '--json'))
    const lines = (await run('deployments')).stdout.trimEnd().split('\n')
    expect(lines).toEqual([
      expect.stringMatching(/^deployment +environment +release +status +phase /i),
      expect.stringMatching(/^\S+ +staging +r2 +success +success +- +healthy +\S+ \S+ +ana$/),
      expect.stringMatching(new RegExp(`^${id} +production +r1 +success +success +- +healthy +`)),
    ])
    const all = (await run('deployment', id)).stdout
    expect(all).toMatch(/^status +success$/m)
    expect(all).toMatch(/^check 1, http:\/\/127\.0\.0\.1:\d+\/r1: healthy, status 200, \d+ ms\n {2}> fine$/m)
    healthOf.r1 = { status: 500 }
    expect((await run('health-check', id)).code).toBe(4)
    healthOf.r1 = { status: 200 }
    expect((await run('health-check', id)).code).toBe(0)
  })

  test.each(['shown', 'told'])('says of %s that no target decides about its health', async (environment) => {
    const { id } = told(await deploy('r1', '--environment', environment, '--json'))
    expect(await run('health-check', id)).toMatchObject({
      code: 4,
      stdout: `${environment}: nothing says whether r1 is healthy: no target must be (deployment ${id}).\n`,
    })
  })
})
