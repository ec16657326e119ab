/**
 * `npm test`: types, lint, unit and contract tests, unused code, packages as they would be published, then the
 * stories in real browsers: all of them in Chromium, the main ones in Firefox and WebKit too. The last line says how
 * many passed and failed; a step without tests of its own counts as one, and so does an engine or a broker that cannot be had.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBrowsers } from './browser.ts'
import { ensureMosquitto } from './mosquitto.ts'
import { PACKAGES } from './packages.ts'
import { run } from './run.ts'

interface Tally {
  passed: number
  failed: number
}

const reports = mkdtempSync(join(tmpdir(), 'relevo-test-'))
const tallies: Tally[] = []

async function step(name: string, command: string, args: string[], env?: Record<string, string>) {
  console.log(`\n── ${name}`)
  const { code } = await run(command, args, env)
  tallies.push(code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })
}

/** A step whose tests are counted one by one, from the report it leaves; no report is one failure. */
async function counted(
  name: string,
  command: string,
  args: string[],
  env: Record<string, string>,
  file: string,
  read: (report: string) => Tally,
) {
  console.log(`\n── ${name}`)
  const { code } = await run(command, args, env)
  const tally = readTally(join(reports, file), read)
  tallies.push(code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally)
}

function readTally(path: string, read: (report: string) => Tally): Tally {
  try {
    return read(readFileSync(path, 'utf8'))
  } catch (error) {
    console.error(`no report at ${path}:`, error)
    return { passed: 0, failed: 1 }
  }
}

const started = performance.now()
await step('types', 'tsc', ['-p', '.'])
await step('lint and format', 'biome', ['check', '.'])
await step('build the packages', 'node', ['--conditions=@relevo/source', 'scripts/build.ts'])
for (const name of PACKAGES) {
  await step(`@relevo/${name} is what npm expects`, 'publint', [`packages/${name}`, '--strict'])
  await step(`@relevo/${name} has types that resolve`, 'attw', [
    '--pack',
    `packages/${name}`,
    '--profile',
    'esm-only',
    '--quiet',
  ])
}
await step('unused code', 'knip', [])
const broker = await ensureMosquitto()
tallies.push({ passed: 0, failed: broker === undefined ? 1 : 0 })
await counted(
  `unit and contract tests (mosquitto: ${broker})`,
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, 'unit.json')}`],
  {},
  'unit.json',
  (report) => {
    const { numPassedTests, numTotalTests } = JSON.parse(report)
    return { passed: numPassedTests, failed: numTotalTests - numPassedTests }
  },
)
const browsers = Object.entries(await ensureBrowsers())
const found = browsers.filter(([, path]) => path !== undefined)
tallies.push({ passed: 0, failed: browsers.length - found.length })
if (found.length > 0) {
  await counted(
    `stories in real browsers (${found.map(([engine, path]) => `${engine}: ${path}`).join(', ')})`,
    'playwright',
    ['test', '--reporter=list,json', ...found.map(([engine]) => `--project=${engine}`)],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, 'browser.json') },
    'browser.json',
    (report) => {
      const { expected, unexpected, flaky, skipped } = JSON.parse(report).stats
      return { passed: expected, failed: unexpected + flaky + skipped }
    },
  )
}
rmSync(reports, { recursive: true })

const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
console.log(`\nin ${Math.round((performance.now() - started) / 1000)} s`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
