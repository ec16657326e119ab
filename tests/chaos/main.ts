import { parseArgs } from 'node:util'
import { buildPrograms } from './build-programs.ts'
import { live } from './life.ts'
import { PAGE_GLOBALS, runnable, WORKER_GLOBALS } from './programs.ts'
import { runSeeds } from './run-seeds.ts'

/** `npm run chaos -- --seeds 100000 --from 1`, or one seed with everything that happens in it: `-- --seed 4711`. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
  },
})

async function replay(seed: number): Promise<string | undefined> {
  const { worker, page } = await buildPrograms()
  const runs = { worker: runnable(worker, WORKER_GLOBALS), page: runnable(page, PAGE_GLOBALS) }
  return (await live(seed, runs, (line) => console.log(line))).broken
}

async function runMany(first: number, count: number): Promise<string | undefined> {
  const begun = Date.now()
  let lived = 0
  const { broken, wentBack, patched } = await runSeeds(first, count, (verdict) => {
    lived += 1
    if (verdict.broken) console.log(`seed ${verdict.seed}: ${verdict.broken}`)
    if (lived % 10_000 === 0) console.log(`${lived} of ${count}`)
  })
  const seconds = ((Date.now() - begun) / 1_000).toFixed(0)
  console.log(
    `${count} seeds in ${seconds} s; ${wentBack} tablets went back, ${patched} took a patch, ${broken.length} promises were broken`,
  )
  return broken[0] && `replay one with: npm run chaos -- --seed ${broken[0].seed}`
}

const broken = values.seed
  ? await replay(Number(values.seed))
  : await runMany(Number(values.from), Number(values.seeds))
if (broken) console.error(broken)
process.exitCode = broken ? 1 : 0
