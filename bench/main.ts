import { parseArgs } from 'node:util'
import type { Bar } from './bars/bar.ts'
import { checkIns } from './bars/check-ins.ts'
import { connected } from './bars/connected.ts'
import { convergence } from './bars/convergence.ts'
import { creation } from './bars/creation.ts'
import { frozen } from './bars/frozen.ts'
import { hints } from './bars/hints.ts'
import { conditions, isMissed, tableOf } from './bars/print.ts'
import { storm } from './bars/storm.ts'
import { brake, decisions } from './bars/waves.ts'
import { tooFewFiles } from './fleet/open-files.ts'

/** `npm run bench -- <name>`: what was measured, as a table; 1 when a bar is missed. */
const BARS: Record<string, { says: string; bar: Bar }> = {
  connected: { says: 'a fleet connects: how long it takes, and the server’s memory', bar: connected },
  hints: { says: 'from a notice until tablets have the hint', bar: hints },
  frozen: { says: 'the same, while one subscriber has stopped reading', bar: frozen },
  storm: { says: 'a whole fleet checks in at once, while somebody works with the server', bar: storm },
  'check-ins': { says: '500 check-ins a second for a minute, at a fixed rate', bar: checkIns },
  creation: { says: 'a deployment is made', bar: creation },
  convergence: { says: 'from a notice until 99 % run the release', bar: convergence },
  waves: { says: 'from the report that decides a wave until the next is open', bar: decisions },
  brake: { says: 'from the report that is too much until nobody is told the release', bar: brake },
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tablets: { type: 'string', default: '10000' },
    profile: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})
const [name = 'update'] = positionals
const tablets = Number(values.tablets)
const isKnown = name === 'update' || name === 'bars' || Object.hasOwn(BARS, name)

if (values.help) console.log(usage())
else if (!isKnown || !(Number.isInteger(tablets) && tablets >= 1)) {
  console.error(
    `${isKnown ? `--tablets must be a number, not ${values.tablets}` : `there is no bench ${name}`}\n\n${usage()}`,
  )
  process.exitCode = 2
} else if (name === 'update') await import('./update.ts')
else await measure(name === 'bars' ? Object.keys(BARS) : [name])

function usage(): string {
  const rows = Object.entries(BARS).map(([bar, { says }]) => `  ${bar.padEnd(12)} ${says}`)
  return `npm run bench -- <name> [--tablets 10000] [--profile <folder for CPU profiles of the server>]

  update       what an update costs, beside Workbox; without a name, too
  bars         all below, one after the other
${rows.join('\n')}`
}

async function measure(names: string[]): Promise<void> {
  const tooFew = tooFewFiles(tablets, `${tablets} tablets`)
  if (tooFew) throw new Error(tooFew)
  for (const each of names) {
    const { bar } = BARS[each] as { bar: Bar }
    console.log(`\n${each}: ${conditions(tablets)}`)
    const note = (line: string) => console.error(`  ${line}`)
    const measured = await bar({ tablets, profile: values.profile, note })
    console.log(`\n${tableOf(measured)}`)
    if (measured.some(isMissed)) process.exitCode = 1
  }
}
