import { Worker } from 'node:worker_threads'

/**
 * Let a process run only one part of the time, as a processor that is so many times slower would: it is stopped and goes on
 * hundreds of times a second. DevTools slows the main thread of a page in the same way, but not service workers.
 *
 * @param times 6: it runs a sixth of the time
 * @returns lets it go on for good
 */
export async function slowed(pid: number, times: number): Promise<() => Promise<void>> {
  const thread = new Worker(new URL('./slow-thread.ts', import.meta.url), { workerData: { pid, times } })
  const failed = new Promise<never>((_, reject) => thread.once('error', reject))
  failed.catch(() => undefined) // said by whoever waits for it below
  const said = () => new Promise<void>((resolve) => thread.once('message', () => resolve()))
  await Promise.race([said(), failed])
  return async () => {
    const ended = said()
    thread.postMessage('end')
    await Promise.race([ended, failed])
    await thread.terminate()
  }
}
