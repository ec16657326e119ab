import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { readConfig } from '@relevo/config'
import { expect, it } from 'vitest'
import { SETTINGS } from '../packages/config/src/settings.ts'
import { envExample, withTables } from '../scripts/configuration-documents.ts'

const documented = readFileSync('docs/configuration.md', 'utf8')
const example = readFileSync('.env.example', 'utf8')
const names = SETTINGS.flatMap(({ variable }) => variable ?? [])

it('docs/configuration.md and .env.example are what `npm run configuration` makes of the settings', () => {
  expect(withTables(documented)).toBe(documented)
  expect(envExample()).toBe(example)
})

it('docs/configuration.md has every setting, once, with its variable and its default', () => {
  const rows = [...documented.matchAll(/^\| `([^`]+)` \| (?:`([A-Z_]+)`)? \| (.+?) \| .+ \| .+ \|$/gm)]
  expect(rows.map(([, path, variable]) => [path, variable]).sort()).toEqual(
    SETTINGS.map(({ path, variable }) => [path.join('.'), variable]).sort(),
  )
  for (const [, path, , usual] of rows) {
    const setting = SETTINGS.find((candidate) => candidate.path.join('.') === path)
    const value = typeof setting?.default === 'string' ? setting.default : JSON.stringify(setting?.default)
    if (setting?.usual === undefined && setting?.default !== undefined) expect(usual).toBe(`\`${value}\``)
  }
})

it('.env.example has every variable, decides nothing as it is, and says the defaults when its lines are taken in', () => {
  expect(parseEnv(example)).toEqual({})
  const env = parseEnv(example.replaceAll(/^#(?=[A-Z_]+=)/gm, ''))
  expect(Object.keys(env).sort()).toEqual(['RELEVO_CONFIG', ...names].sort())
  expect(readConfig({ env })).toEqual(readConfig({ env: {} }))
})

it('the example of docs/configuration.md can be used', () => {
  const [, source = ''] = /```ts\nimport .*\n\nexport default defineConfig\(([\s\S]+?)\)\n```/.exec(documented) ?? []
  const file = new Function(`return ${source}`)()
  expect(readConfig({ file, env: {} }).config).toMatchObject({
    publicUrl: 'https://relevo.example',
    environments: { production: { deployer: { kind: 'command', timeout: 600 }, health: { targets: [{}, {}] } } },
    notices: { email: { port: 587 } },
  })
})

it('every variable that a document names is one', () => {
  const known = ['RELEVO_CONFIG', 'RELEVO_URL', 'RELEVO_VERSION', ...names]
  for (const document of ['README.md', 'docs/operate.md', 'docs/configuration.md']) {
    const named = readFileSync(document, 'utf8').match(/\b(?:RELEVO|SMTP|MQTT)_[A-Z_]+\b/g) ?? []
    expect(named.filter((name) => !known.includes(name))).toEqual([])
  }
})
