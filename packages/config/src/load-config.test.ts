import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { loadConfig } from './load-config.ts'

let cwd: string
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'relevo-config-'))
  onTestFinished(() => rm(cwd, { recursive: true }))
})

const write = (files: Record<string, string>) =>
  Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(cwd, name), content)))

const load = (env = {}, typescript?: boolean) =>
  loadConfig({ cwd, env, ...(typescript !== undefined && { typescript }) })

const refused = (what: RegExp) =>
  expect.objectContaining({ code: 'config-invalid', detail: expect.stringMatching(what) })

test('without a file the variables and the defaults are all there is', async () => {
  const { config, path } = await load({ RELEVO_KEEP: '3' })
  expect([config.keep, config.port, path]).toEqual([3, 8604, undefined])
})

test.each([
  ['relevo.config.ts', 'const keep: number = 5\nexport default { keep }'],
  ['relevo.config.mjs', 'export default { keep: 5 }'],
  ['relevo.config.js', 'module.exports = { keep: 5 }'],
  ['relevo.config.json', '\uFEFF{ "keep": 5 }'],
])('%s is found, and a variable wins over it', async (name, content) => {
  await write({ [name]: content })
  const { config, path } = await load({ PORT: '1' })
  expect([config.keep, config.port, path]).toEqual([5, 1, join(cwd, name)])
})

test('TypeScript comes first, and RELEVO_CONFIG before all', async () => {
  await write({
    'relevo.config.ts': 'export default { keep: 1 }',
    'relevo.config.json': '{ "keep": 2 }',
    'other.json': '{ "keep": 3 }',
  })
  expect((await load()).config.keep).toBe(1)
  expect((await load({ RELEVO_CONFIG: 'other.json' })).config.keep).toBe(3)
  expect((await load({ RELEVO_CONFIG: join(cwd, 'relevo.config.json') })).config.keep).toBe(2)
})

test('variables are in a file .env too, and the environment wins over it', async () => {
  await write({
    '.env': 'PORT=1\nRELEVO_KEEP=2 # past ones\nRELEVO_CONFIG=other.json\n',
    'other.json': '{ "idle": 3, "port": 4 }',
  })
  expect((await load({ RELEVO_KEEP: '5' })).config).toMatchObject({ port: 1, keep: 5, idle: 3_000 })
  await rm(join(cwd, '.env'))
  await mkdir(join(cwd, '.env'))
  expect((await load()).config.port).toBe(8604)
})

test('a Node that cannot read TypeScript says what to use instead', async () => {
  await write({ 'relevo.config.ts': 'export default {}' })
  await expect(load({}, false)).rejects.toThrow(
    refused(
      /relevo\.config\.ts cannot be read by Node \d+\.\d+\.\d+: \.ts needs Node 22\.18 or newer: use \.mjs or \.json\.$/,
    ),
  )
})

test.each([
  [
    'throws',
    'a.mjs',
    'throw new TypeError("no disk\\nat all")',
    /a\.mjs could not be run: TypeError: no disk\. Correct it/,
  ],
  ['throws no error', 'b.mjs', 'throw 5', /b\.mjs could not be run: it threw something that is no Error\./],
  ['imports what is not there', 'd.mjs', "import 'no-such-package'", /d\.mjs could not be run: .*no-such-package/],
  ['has no default export', 'e.mjs', 'export const config = {}', /e\.mjs has no default export\. Write export default/],
  ['is no JSON', 'f.json', '{\n "token": s3cret }', /f\.json is not valid JSON( \(line 2 column \d+\))?\. Correct it/],
  ['is cut off', 'g.json', '{', /g\.json is not valid JSON.*\. Correct it/],
  ['exports no object', 'h.json', '[]', /^the configuration is a list: must be an object\./],
])('a file that %s is refused by its name', async (_, name, content, line) => {
  await write({ [name]: content })
  const loading = load({ RELEVO_CONFIG: name })
  await expect(loading).rejects.toThrow(refused(line))
  await expect(loading).rejects.not.toThrow(/s3cret/)
})

test.each(['no.json', 'no.mjs', '.'])('a RELEVO_CONFIG=%s that is no file is refused', async (name) => {
  await expect(load({ RELEVO_CONFIG: name })).rejects.toThrow(
    refused(/(cannot be read \(ENOENT\)|could not be run).*\. Correct/),
  )
})

/** What a Node of its own makes of the folder: inside the test another loader reads modules. */
async function loadedByNode(): Promise<{ keep?: number; detail?: string }> {
  const script = `import { loadConfig } from '@relevo/config'
    const said = await loadConfig({ cwd: process.cwd(), env: {} }).then(({ config }) => config, (error) => error)
    console.log(JSON.stringify({ keep: said.keep, detail: said.detail }))`
  await write({ 'read.mjs': script })
  await mkdir(join(cwd, 'node_modules/@relevo'), { recursive: true })
  await symlink(fileURLToPath(new URL('..', import.meta.url)), join(cwd, 'node_modules/@relevo/config'))
  const args = ['--conditions=@relevo/source', 'read.mjs']
  return JSON.parse((await promisify(execFile)(process.execPath, args, { cwd })).stdout)
}

test('a file imports defineConfig from the package, as in the documentation', async () => {
  const config = "import { defineConfig } from '@relevo/config'\nexport default defineConfig({ keep: 7 as number })"
  await write({ 'relevo.config.ts': config })
  expect(await loadedByNode()).toEqual({ keep: 7 })
})

test.each([
  ['is no JavaScript', 'relevo.config.mjs', "export default { token: 's3cret' 's3cret' }"],
  ['has an unknown word', 'relevo.config.mjs', 'export default { token: s3cret s3cret }'],
  ['is no TypeScript', 'relevo.config.ts', "export default { token: 's3cret' 's3cret' }"],
  ['needs a compiler', 'relevo.config.ts', "enum Token { A = 's3cret' }\nexport default { token: Token.A }"],
])('a file that %s is refused without a word of what it says', async (_, name, content) => {
  await write({ [name]: content })
  const { detail } = await loadedByNode()
  expect(detail).toMatch(/relevo\.config\.(mjs|ts) could not be run: SyntaxError: .+\. Correct it/)
  expect(detail).not.toContain('s3cret')
})
