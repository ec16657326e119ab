import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isMissed, printed } from './bars/print.ts'
import { benchesOf, GROUPS, hasFleet, TOLD } from './benches.ts'
import { conditions, load } from './conditions.ts'
import { tooFewFiles } from './fleet/open-files.ts'
import { withTables } from './report.ts'
import { keep, results, underWhat } from './results.ts'

const DOCUMENT = join(import.meta.dirname, '../docs/benchmarks.md')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    tablets: { type: 'string' },
    pair: { type: 'string' },
    profile: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})
const { quick, pair, profile } = values
const tablets = Number(values.tablets ?? (quick ? 1_000 : 10_000))
const benches = positionals.length > 0 ? positionals.map(benchesOf) : [benchesOf(undefined)]

if (values.help) console.log(usage())
else if (positionals[0] === 'report') report()
else if (benches.includes(undefined)) complain(`there is no bench ${positionals[benches.indexOf(undefined)]}`)
else if (!(Number.isInteger(tablets) && tablets >= 1)) complain(`--tablets must be a number, not ${values.tablets}`)
else await measure(benches.flatMap((rows) => rows ?? []))

function usage(): string {
  const groups = Object.entries(GROUPS).map(([group, { says, rows }]) => {
    const lines = rows.map((row) => `  ${row.name.padEnd(12)} ${row.says}`)
    return `${group}: ${says}\n${lines.join('\n')}`
  })
  return `npm run bench -- [<name or group> …] [--quick] [--tablets 10000] [--pair <name>] [--profile <folder>]

Measures, prints tables and whether each bar is met, and ends with 1 when one is missed. Without a name: everything.
--quick    fewer rounds, pairs and tablets: to see that it works, and about what comes out
--tablets  simulated tablets of the benches of the server
--pair     update: only pairs of builds with this in their name; the result is shown, and not kept
--profile  folder for CPU profiles of the server

npm run bench -- report
Writes the latest tables of each, as they were measured on this machine, into docs/benchmarks.md.

${groups.join('\n\n')}`
}

function complain(what: string): void {
  console.error(`${what}\n\n${usage()}`)
  process.exitCode = 2
}

/** Write what was found into the documents, so that nobody copies figures by hand. */
function report(): void {
  const all = results()
  const found = TOLD.flatMap(({ name }) => all[name] ?? [])
  writeFileSync(DOCUMENT, withTables(readFileSync(DOCUMENT, 'utf8'), found))
  console.log(`${DOCUMENT}: ${found.map(({ name }) => name).join(', ') || 'nothing was measured yet'}`)
}

/** One after the other; a bench that breaks is told, and the others are measured all the same. */
async function measure(rows: typeof TOLD): Promise<void> {
  const tooFew = rows.some(hasFleet) && tooFewFiles(tablets, `${tablets} tablets`)
  if (tooFew) throw new Error(tooFew)
  const where = conditions()
  const note = (line: string) => console.error(`  ${line}`)
  for (const row of rows) {
    console.error(`\n${row.name}: ${row.says}`)
    const before = load()
    const begun = performance.now()
    try {
      const found = await row.bar({ tablets, quick, pair, profile, note })
      const result = {
        ...(Array.isArray(found) ? { measured: found } : found),
        name: row.name,
        date: new Date().toISOString().slice(0, 10),
        conditions: where,
        load: [before, load()] as [number, number],
        took: Math.round((performance.now() - begun) / 1_000),
        ...(hasFleet(row) && { tablets }),
        quick,
      }
      if (pair === undefined) keep(result)
      console.log(`\n## ${row.name}: ${row.says}\n\n${underWhat(result)}\n\n${printed(result)}`)
      if (result.measured.some(isMissed)) process.exitCode = 1
    } catch (error) {
      console.error(`${row.name} could not be measured:`, error)
      process.exitCode = 1
    }
  }
}
