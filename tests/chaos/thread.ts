import { parentPort, workerData } from 'node:worker_threads'
import { live } from './life.ts'
import { PAGE_GLOBALS, type Programs, runnable, WORKER_GLOBALS } from './programs.ts'

/** Some of the seeds of a run: every `step`th from `first` up to, not including, `limit`. */
export interface Share {
  programs: Programs
  first: number
  step: number
  limit: number
}

/** What is said of each seed. */
export interface Verdict {
  seed: number
  broken: string | undefined
  wentBack: boolean
  patched: boolean
}

const { programs, first, step, limit } = workerData as Share
const runs = {
  worker: runnable(programs.worker, WORKER_GLOBALS),
  page: runnable(programs.page, PAGE_GLOBALS),
}
let unhandled: unknown
process.on('unhandledRejection', (error) => {
  unhandled ??= error
})

for (let seed = first; seed < limit; seed += step) {
  const { broken, ...rest } = await live(seed, runs)
  const verdict: Verdict = { seed, ...rest, broken: broken ?? (unhandled ? `nobody caught ${unhandled}` : undefined) }
  unhandled = undefined
  parentPort?.postMessage(verdict)
}
