import { readConfig } from '@relevo/config'
import { beforeEach, expect, test } from 'vitest'
import { briskClock, relevo } from './testing/program.ts'
import { realServer } from './testing/real-server.ts'
import { tempFolder } from './testing/temp-folder.ts'

let root: Record<string, string>

beforeEach(async () => {
  const { config } = readConfig({
    env: { RELEVO_HEALTH_DELAY: '0' },
    file: { environments: { staging: {}, production: { approval: true } } },
  })
  root = await realServer({ environments: config.environments })
  for (const version of ['r1', 'r2']) {
    const folder = await tempFolder({ 'index.html': version })
    await relevo(['publish', folder, '--version', version, '--no-notify'], root)
  }
})

/** The program in the hands of somebody whose token has these scopes only. */
async function somebody(...scopes: string[]) {
  const flags = scopes.flatMap((scope) => ['--scope', scope])
  const { stdout } = await relevo(['token', 'create', 'somebody', ...flags, '--json'], root)
  const env = { ...root, RELEVO_TOKEN: String(JSON.parse(stdout).token) }
  const pauses = Promise.withResolvers<void>()
  const run = (...argv: string[]) => relevo(argv, env, { clock: briskClock(pauses.resolve) })
  /** Resolves once it waits for something. */
  return Object.assign(run, { waits: pauses.promise })
}

const refused = (scope: string) => ({
  code: 1,
  stderr: expect.stringMatching(new RegExp(`forbidden.*takes the scope ${scope}\\b`, 's')),
})

test('a token for staging deploys there and takes it back, and is refused for production by the name of the scope', async () => {
  const ci = await somebody('deploy:staging')
  for (const version of ['r1', 'r2'])
    expect((await ci('deploy', version, '--environment', 'staging', '--wait')).code).toBe(0)
  expect(await ci('deploy', 'r1', '--wait')).toMatchObject(refused('deploy:production'))
  expect(await ci('promote', '--from', 'staging', '--to', 'production')).toMatchObject(refused('deploy:production'))
  expect((await ci('rollback', '--environment', 'staging', '--wait')).code).toBe(0)
  expect((await ci('deployments', '--environment', 'production')).stdout).toBe('There is no such deployment.\n')
})

test('who may only approve lets a deployment begin that waits for it, or ends it, and does nothing else', async () => {
  const ci = await somebody('deploy:production')
  const boss = await somebody('approve:production')
  const ask = async (version: string): Promise<string> => JSON.parse((await ci('deploy', version, '--json')).stdout).id

  const first = await ask('r1')
  expect(await ci('approve', first)).toMatchObject(refused('approve:production'))
  expect(await boss('abort', first)).toMatchObject(refused('deploy:production'))
  expect(await boss('deploy', 'r2')).toMatchObject(refused('deploy:production'))
  const waiting = ci('deploy', 'r1', '--wait')
  await ci.waits
  expect((await boss('approve', first)).code).toBe(0)
  expect(await waiting).toMatchObject({ code: 0, stderr: expect.stringContaining(`relevo approve ${first}`) })

  const second = await ask('r2')
  expect((await boss('deny', second, '--reason', 'on Friday?')).stdout).toContain('(denied, on Friday?)')
  expect(await boss('approve', second)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('deployment-not-possible'),
  })
  const events = await fetch(`${root.RELEVO_URL}/api/events`, {
    headers: { authorization: `Bearer ${root.RELEVO_TOKEN}` },
  })
  const { data } = (await events.json()) as { data: { type: string; actor?: string }[] }
  const approved = data.find(({ type }) => type === 'deployment-approved')
  expect(approved?.actor).toMatch(/^somebody \([0-9a-f]{8}\)$/)
})
