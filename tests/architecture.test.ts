import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Where everything meets: the only places that know every adapter. */
const ROOT = [
  '@relevo/core',
  '@relevo/config',
  '@relevo/packing',
  'apps/server/src/',
  'apps/server/src/fleet/',
  'apps/server/src/assembly/',
  'apps/server/src/assembly/open-',
  'apps/server/src/http/',
  'apps/server/src/mqtt/',
  'apps/server/src/notifiers/',
  'apps/server/src/store/',
  'apps/server/src/deployers/',
  'apps/server/src/packing/',
  'apps/server/src/probes/',
  'apps/server/src/readiness/',
  'apps/server/src/kiosk/',
  'apps/server/src/home-assistant/',
  '',
  'node:',
]

/** Which other places of the house a place may import from; `''` is every npm package, `node:` what Node brings along. */
const HOUSE: Record<string, readonly string[]> = {
  'packages/core/src/': [],
  'packages/config/src/': ['@relevo/core', '', 'node:'],
  'packages/service-worker/src/': ['@relevo/core', ''],
  'packages/client/src/': ['@relevo/core', ''],
  'packages/vite-plugin/src/': ['@relevo/core', '', 'node:'],
  'packages/packing/src/': ['@relevo/core', 'node:'],
  'packages/cli/src/': ['@relevo/core', '@relevo/config', '@relevo/packing', '@relevo/vite-plugin', '', 'node:'],
  'apps/server/src/fleet/': ['@relevo/core'],
  'apps/server/src/http/': ['@relevo/core', 'apps/server/src/fleet/', '', 'node:'],
  'apps/server/src/mqtt/': ['@relevo/core', 'apps/server/src/fleet/', '', 'node:'],
  'apps/server/src/store/': ['@relevo/core', 'apps/server/src/fleet/', '', 'node:'],
  'apps/server/src/deployers/': ['@relevo/core', 'apps/server/src/fleet/', '', 'node:'],
  'apps/server/src/packing/': ['@relevo/core', '@relevo/packing', 'apps/server/src/fleet/', 'node:'],
  'apps/server/src/probes/': ['@relevo/core', 'apps/server/src/fleet/', '', 'node:'],
  'apps/server/src/kiosk/': ['@relevo/core', 'apps/server/src/fleet/', '', 'node:'],
  'apps/server/src/readiness/': ['@relevo/core', 'apps/server/src/fleet/', '', 'node:'],
  'apps/server/src/notifiers/': ['@relevo/core', 'apps/server/src/fleet/', '', 'node:'],
  'apps/server/src/home-assistant/': ['@relevo/core', 'apps/server/src/fleet/', 'node:'],
  // What else the server has may know the fleet; only the composition root, and what it opens parts with, know the adapters.
  'apps/server/src/main.ts': ROOT,
  'apps/server/src/assembly/open-': ROOT,
  'apps/server/src/assembly/': ['@relevo/core', '@relevo/config', 'apps/server/src/fleet/', '', 'node:'],
  'apps/server/src/': [
    '@relevo/core',
    '@relevo/config',
    'apps/server/src/fleet/',
    'apps/server/src/main.ts',
    '',
    'node:',
  ],
  'apps/dashboard/src/': ['@relevo/core', ''],
  'apps/tablet/src/': ['@relevo/client', '@relevo/service-worker', 'virtual:relevo', ''],
}

/** Where nothing may be read from the outside world: time, chance and input arrive as arguments. */
const PURE = ['packages/core/src/', 'apps/server/src/fleet/']

/** What is only text here, and runs elsewhere: in the page that a kiosk app is told to run it in. */
const RUNS_ELSEWHERE = ['packages/core/src/ladder/purge-script.ts']

const IMPURE =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.|\bset(?:Timeout|Interval)\b|\bfetch\(|\bnavigator\.|\bprocess\.|\bconsole\.|['"]node:/g

/** A source without its comments: what they mention is not done. */
function codeOf(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}

function importsOf(source: string): string[] {
  const named = codeOf(source).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g)
  return [...named].map(([, from = '']) => from)
}

/** The place of the house that a file is in: the most exact one. */
function placeOf(file: string): string | undefined {
  return Object.keys(HOUSE)
    .filter((place) => file.startsWith(place))
    .sort((a, b) => b.length - a.length)[0]
}

function isAllowed(place: string, imported: string): boolean {
  const allowed = HOUSE[place] ?? []
  if (imported.startsWith('node:')) return allowed.includes('node:')
  const target = placeOf(imported)
  if (target !== undefined) return target === place || allowed.includes(target)
  const ours = ['@relevo/', 'virtual:', 'packages/', 'apps/', 'e2e/', 'bench/', 'scripts/'].some((own) =>
    imported.startsWith(own),
  )
  if (ours) return allowed.some((name) => name !== '' && (imported === name || imported.startsWith(`${name}/`)))
  return allowed.includes('')
}

/** The imports of a file that its place does not allow. */
function wrongArrows(file: string, source: string): string[] {
  const place = placeOf(file)
  if (place === undefined) return []
  return importsOf(source)
    .map((from) => (from.startsWith('.') ? posix.join(posix.dirname(file), from) : from))
    .filter((imported) => !isAllowed(place, imported))
    .map((imported) => `${file} imports ${imported}`)
}

/** What a file of a pure place does that it must not. */
function impurities(file: string, source: string): string[] {
  if (!PURE.some((place) => file.startsWith(place)) || RUNS_ELSEWHERE.includes(file)) return []
  return [...codeOf(source).matchAll(IMPURE)].map(([word]) => `${file} says ${word}`)
}

/** Imports by which a story would know the inside of what it tells about. */
function peeks(file: string, source: string): string[] {
  return importsOf(source)
    .map((from) => (from.startsWith('.') ? posix.join(posix.dirname(file), from) : from))
    .filter((imported) => /^(?:packages|apps)\//.test(imported))
    .map((imported) => `${file} imports ${imported}`)
}

function read(pattern: string): [file: string, source: string][] {
  const files = globSync(pattern, { exclude: ['**/node_modules/**', '**/dist/**'] })
  return files.map((file) => [file.replaceAll('\\', '/'), readFileSync(file, 'utf8')])
}

/** Tests, their doubles and contract suites may know more than what they test. */
const isTest = (file: string) => /\.(?:test|contract)\.tsx?$|\/testing\//.test(file)

const sources = read('{packages,apps}/*/src/**/*.{ts,tsx}').filter(([file]) => !isTest(file))
const stories = read('e2e/**/*.{ts,tsx}')

describe('the house', () => {
  it('has every source in a known place', () => {
    expect(sources.length).toBeGreaterThan(50)
    expect(sources.map(([file]) => file).filter((file) => placeOf(file) === undefined)).toEqual([])
    for (const place of Object.keys(HOUSE)) expect(sources.some(([file]) => placeOf(file) === place)).toBe(true)
  })

  it('has only the arrows of its plan', () => {
    expect(sources.flatMap(([file, source]) => wrongArrows(file, source))).toEqual([])
  })

  it('has rules that touch nothing but their arguments', () => {
    expect(sources.flatMap(([file, source]) => impurities(file, source))).toEqual([])
  })

  it('has stories that know it from outside only', () => {
    expect(stories.length).toBeGreaterThan(0)
    expect(stories.flatMap(([file, source]) => peeks(file, source))).toEqual([])
  })
})

describe('the look at arrows', () => {
  it.each([
    ['packages/core/src/update/step.ts', 'vitest'],
    ['packages/core/src/update/step.ts', 'node:fs'],
    ['packages/core/src/update/step.ts', '@relevo/client'],
    ['packages/core/src/update/step.ts', '../../../client/src/index.ts'],
    ['packages/client/src/index.ts', '@relevo/service-worker'],
    ['packages/client/src/index.ts', '../../core/src/update/index.ts'],
    ['packages/client/src/index.ts', 'node:fs'],
    ['packages/service-worker/src/serve.ts', '@relevo/client'],
    ['packages/vite-plugin/src/index.ts', '@relevo/cli'],
    ['packages/cli/src/main.ts', '../../../apps/server/src/main.ts'],
    ['packages/cli/src/main.ts', '@relevo/client'],
    ['packages/config/src/read-config.ts', '@relevo/cli'],
    ['apps/server/src/fleet/fleet.ts', '@relevo/config'],
    ['apps/server/src/http/api.ts', '@relevo/config'],
    ['apps/server/src/fleet/fleet.ts', 'kysely'],
    ['apps/server/src/fleet/fleet.ts', '../store/index.ts'],
    ['apps/server/src/http/api.ts', '../mqtt/broker.ts'],
    ['apps/server/src/mqtt/broker.ts', '../store/index.ts'],
    ['apps/server/src/store/index.ts', '../http/api.ts'],
    ['apps/server/src/deployers/command-deployer.ts', '../probes/index.ts'],
    ['apps/server/src/probes/index.ts', '../deployers/run-command.ts'],
    ['apps/server/src/readiness/services.ts', '../probes/index.ts'],
    ['apps/server/src/kiosk/mqtt-publish.ts', '../mqtt/embedded-bus.ts'],
    ['apps/server/src/mqtt/broker.ts', '../kiosk/index.ts'],
    ['apps/server/src/notifiers/index.ts', '../store/index.ts'],
    ['apps/server/src/http/notices.ts', '../notifiers/index.ts'],
    ['apps/server/src/fleet/notices/post-office.ts', 'nodemailer'],
    ['apps/server/src/http/api.ts', '../main.ts'],
    ['apps/server/src/start.ts', './store/index.ts'],
    ['apps/dashboard/src/main.tsx', '@relevo/client'],
  ])('from %s does not let %s through', (file, from) => {
    for (const source of [
      `import { x } from '${from}'`,
      `export * from "${from}"`,
      `import '${from}'`,
      `await import('${from}')`,
    ])
      expect(wrongArrows(file, source)).toHaveLength(1)
  })

  it.each([
    ['packages/core/src/update/step.ts', '../release/version.ts'],
    ['packages/client/src/mqtt/index.ts', 'mqtt'],
    ['packages/client/src/index.ts', '@relevo/core/update'],
    ['packages/cli/src/main.ts', '@relevo/vite-plugin/manifest'],
    ['apps/server/src/http/api.ts', '../fleet/fleet.ts'],
    ['apps/server/src/main.ts', './mqtt/broker.ts'],
    ['apps/server/src/start.ts', './main.ts'],
    ['apps/server/src/main.ts', '@relevo/config'],
    ['apps/server/src/start.ts', '@relevo/config'],
  ])('from %s lets %s through', (file, from) => {
    expect(wrongArrows(file, `import { x } from '${from}'`)).toEqual([])
  })

  it('sees an import over several lines, and none in a comment', () => {
    const file = 'packages/core/src/x.ts'
    expect(wrongArrows(file, "import {\n  a,\n  b,\n} from 'vitest'")).toHaveLength(1)
    expect(wrongArrows(file, "// import { a } from 'vitest'\n/** import { a } from 'vitest' */")).toEqual([])
  })

  it('sees a story that reads a source', () => {
    expect(peeks('e2e/update.spec.ts', "import { step } from '../packages/core/src/update/index.ts'")).toHaveLength(1)
    expect(peeks('e2e/update.spec.ts', "import { story } from './story.ts'")).toEqual([])
  })
})

describe('the look at purity', () => {
  it.each([
    'const now = Date.now()',
    'const now = new Date()',
    'const id = Math.random()',
    'setTimeout(look, 5)',
    'setInterval(look, 5)',
    'await fetch(url)',
    'navigator.onLine',
    'process.env.PORT',
    "console.log('x')",
    "import { readFileSync } from 'node:fs'",
    'performance.now()',
  ])('sees %s', (source) => {
    for (const place of PURE) expect(impurities(`${place}x.ts`, source)).toHaveLength(1)
    expect(impurities('packages/client/src/x.ts', source)).toEqual([])
  })

  it.each(['new Date(at)', '// Date.now() is what we do not say', 'state.prefetch(x)', 'const processed = 1'])(
    'does not mind %s',
    (source) => {
      expect(impurities('packages/core/src/x.ts', source)).toEqual([])
    },
  )
})
