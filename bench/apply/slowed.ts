import { Worker } from 'node:worker_threads'
import type { SlowThread } from './slow-thread.ts'

/** So often it is looked how slow the process really is. */
const LOOKS = 4

/**
 * Let a process run only one part of the time, as a processor that is so many times slower would: it is stopped and goes on
 * hundreds of times a second. DevTools slows the main thread of a page in the same way, but not service workers.
 *
 * To be stopped costs time of its own, and what is woken finds its memory gone from the processor's cache. So it is looked
 * how long a piece of work takes, and the turns are set to what makes it take so many times as long.
 *
 * @param times 6: it takes six times as long
 * @param spin does the piece of work in that process and says how long it took, ms
 * @returns lets it go on for good
 */
export async function slowed(pid: number, times: number, spin: () => Promise<number>): Promise<() => Promise<void>> {
  const plain = await spin()
  const shared = new Float64Array(new SharedArrayBuffer(8)).fill(times)
  const workerData: SlowThread = { pid, times: shared }
  const thread = new Worker(new URL('./slow-thread.ts', import.meta.url), { workerData })
  const failed = new Promise<never>((_, reject) => thread.once('error', reject))
  failed.catch(() => undefined) // said by whoever waits for it below
  const said = () => new Promise<void>((resolve) => thread.once('message', () => resolve()))
  await Promise.race([said(), failed])
  for (let look = 0; look < LOOKS; look++) {
    const slower = (await Promise.race([spin(), failed])) / plain
    shared[0] = 1 + ((shared[0] as number) - 1) * (times / slower)
  }
  return async () => {
    const ended = said()
    thread.postMessage('end')
    await Promise.race([ended, failed])
    await thread.terminate()
  }
}
