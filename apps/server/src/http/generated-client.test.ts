import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readConfig } from '@relevo/config'
import openapiTs, { astToString } from 'openapi-typescript'
import { expect, onTestFinished, test } from 'vitest'
import { serverInTemp, TOKEN } from '../testing/server-in-temp.ts'

const MODULES = fileURLToPath(new URL('../../../../node_modules', import.meta.url))
const run = promisify(execFile)

/** What somebody could write who has the API's description and nothing else. */
const PROGRAM = `
import createClient from 'openapi-fetch'
import type { paths } from './relevo.d.ts'

const headers = { authorization: \`Bearer \${process.env.TOKEN}\` }
const { GET, POST } = createClient<paths>({ baseUrl: process.env.URL ?? '', headers })

async function deploy(version: string) {
  const { data, error } = await POST('/api/deployments', { body: { version, commit: 'a1b2c3d' } })
  if (error) throw new Error(error.error.code)
  const duplicate: boolean = data.data.duplicate
  return { id: data.data.id, duplicate, deployment: await ended(data.data.id) }
}

async function ended(id: string) {
  for (;;) {
    const { data } = await GET('/api/deployments/{id}', { params: { path: { id } } })
    if (!data) throw new Error('no answer')
    const { status, checks, previousDeploymentId } = data.data
    const before: string | null = previousDeploymentId
    if (status !== 'pending' && status !== 'deploying') return { status, before, targets: checks.map(({ target }) => target) }
  }
}

const first = await deploy('r1')
const second = await deploy('r2')
const back = await POST('/api/deployments/{id}/rollback', { params: { path: { id: second.id } } })
const end = await ended(second.id)
const list = await GET('/api/deployments', { params: { query: { status: 'rolled_back', limit: 5 } } })
const refused = await POST('/api/deployments', { body: { version: 'r9' } })
const told: string | undefined = refused.error?.error.do

// What the description does not have, or has otherwise, is a mistake; never called.
export const mistakes = () => [
  // @ts-expect-error: a version is needed
  POST('/api/deployments', { body: {} }),
  // @ts-expect-error: the id is needed
  GET('/api/deployments/{id}'),
  // @ts-expect-error: there is no such status
  GET('/api/deployments', { params: { query: { status: 'done' } } }),
  // @ts-expect-error: there is no such field
  list.data?.data[0]?.nothing,
  // @ts-expect-error: an error is no deployment
  refused.error?.data,
]

console.log(JSON.stringify({
  first, second, phase: back.data?.data.phase, end,
  list: { count: list.data?.count, ids: list.data?.data.map(({ id }) => id) },
  refused: { status: refused.response.status, code: refused.error?.error.code, told },
}))
`

const SETTINGS = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: 'es2023',
    module: 'nodenext',
    lib: ['es2023', 'dom'],
    types: ['node'],
    allowImportingTsExtensions: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
  },
  files: ['program.ts'],
}

test('a client that is generated from the API’s description type-checks, and works', async () => {
  const { config } = readConfig({ env: { RELEVO_HEALTH_DELAY: '0' } })
  const server = await serverInTemp({ environments: config.environments })
  onTestFinished(() => server.remove())
  for (const version of ['r1', 'r2']) await server.publish(version, { 'index.html': version })
  const folder = await mkdtemp(join(tmpdir(), 'relevo-client-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const document = await (await fetch(`${server.url}/api/openapi.json`)).text()
  await writeFile(join(folder, 'relevo.d.ts'), astToString(await openapiTs(document)))
  await writeFile(join(folder, 'program.ts'), PROGRAM)
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(SETTINGS))
  await symlink(MODULES, join(folder, 'node_modules'))

  const tsc = await run(join(MODULES, '.bin/tsc'), ['-p', folder]).catch((failure) => failure)
  expect(tsc.stdout).toBe('')
  const env = { PATH: process.env.PATH ?? '', URL: server.url, TOKEN }
  const { stdout } = await run(process.execPath, [join(folder, 'program.ts')], { env })
  const { first, second, ...rest } = JSON.parse(stdout)
  const targets = ['the files of the release']
  expect(first).toMatchObject({ duplicate: false, deployment: { status: 'success', before: null, targets } })
  expect(second).toMatchObject({ duplicate: false, deployment: { status: 'success', before: first.id, targets } })
  expect(rest).toEqual({
    phase: 'rolling-back',
    end: { status: 'rolled_back', before: first.id, targets: [...targets, ...targets] },
    list: { count: 1, ids: [second.id] },
    refused: { status: 404, code: 'release-unknown', told: expect.stringMatching(/./) },
  })
})
