import { parseArgs } from 'node:util'
import { live } from './life.ts'

/** `npm run waves -- --tablets 100000 --seeds 20 --from 1`, or one seed with what happens in it: `-- --tablets 50 --seed 7`. */
const { values } = parseArgs({
  options: {
    tablets: { type: 'string', default: '10000' },
    seeds: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
  },
})

const tablets = Number(values.tablets)
const first = Number(values.seed ?? values.from)
const count = values.seed ? 1 : Number(values.seeds)
const totals: Record<string, number> = {}
const begun = Date.now()
let broken = 0
for (let seed = first; seed < first + count; seed += 1) {
  const from = Date.now()
  const verdict = live(seed, tablets, values.seed ? console.log : undefined)
  if (verdict.broken) broken += 1
  for (const [what, times] of Object.entries(verdict.seen)) totals[what] = (totals[what] ?? 0) + times
  console.log(`seed ${seed}: ${verdict.broken ?? 'every rule held'} (${((Date.now() - from) / 1_000).toFixed(1)} s)`)
}
for (const [what, times] of Object.entries(totals).sort()) console.log(`${String(times).padStart(12)} ${what}`)
console.log(`${count} fleets of ${tablets} in ${((Date.now() - begun) / 1_000).toFixed(0)} s; ${broken} broke a rule`)
process.exitCode = broken ? 1 : 0
