import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { buildPrograms } from './build-programs.ts'
import type { Share, Verdict } from './thread.ts'

/** How a run of many seeds went. */
export interface Tally {
  broken: Verdict[]
  /** Tablets that ended on the release before, because the wanted one is no good. */
  wentBack: number
  /** Tablets whose last patch made all it should. */
  patched: number
}

/** Live these seeds, on every processor. */
export async function runSeeds(first: number, count: number, heard?: (verdict: Verdict) => void): Promise<Tally> {
  const programs = await buildPrograms()
  const tally: Tally = { broken: [], wentBack: 0, patched: 0 }
  const step = availableParallelism()
  const threads = Array.from({ length: step }, (_, n) => {
    const share: Share = { programs, first: first + n, step, limit: first + count }
    return runShare(share, (verdict) => {
      if (verdict.broken) tally.broken.push(verdict)
      if (verdict.wentBack) tally.wentBack += 1
      if (verdict.patched) tally.patched += 1
      heard?.(verdict)
    })
  })
  await Promise.all(threads)
  return tally
}

function runShare(workerData: Share, heard: (verdict: Verdict) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData,
      execArgv: ['--conditions=@relevo/source'],
      // Lives are short and leave a lot behind.
      resourceLimits: { maxYoungGenerationSizeMb: 96 },
    })
    thread.on('message', heard)
    thread.on('error', reject)
    thread.on('exit', () => resolve())
  })
}
