import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from '@playwright/test'
import type { WorkerSession } from './worker-session.ts'

/** @see https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#method-getHeapUsage */
type Heap = Record<'usedSize' | 'embedderHeapUsedSize' | 'backingStorageSize', number>

/** Which process of the browser a worker lives in: the renderer that works when the worker does. */
export async function processOf(browser: Browser, worker: WorkerSession): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const busy = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    return new Map(processInfo.filter(({ type }) => type === 'renderer').map(({ id, cpuTime }) => [id, cpuTime]))
  }
  const before = await busy()
  await worker.run('(() => { const until = performance.now() + 300; while (performance.now() < until); })()')
  const after = [...(await busy())].map(([pid, time]) => ({ pid, time: time - (before.get(pid) ?? 0) }))
  const [most] = after.sort((a, b) => b.time - a.time)
  if (!most) throw new Error('the browser shows no renderer')
  return most.pid
}

/** Memory of a process in bytes: what it has, and the most it had since `forgetMost`. Of Linux only. */
export function memoryOf(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const bytes = (name: string) => 1_024 * Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
  return { now: bytes('VmRSS'), most: bytes('VmHWM') }
}

/**
 * The most that a worker has more than before while something is under way, its heap and the buffers beside it, bytes. It
 * is asked without end, and answers between two bits of work.
 */
export async function whileHeld(worker: WorkerSession, underWay: Promise<void>): Promise<number> {
  const has = async () => {
    const { usedSize, embedderHeapUsedSize, backingStorageSize } = (await worker.send('Runtime.getHeapUsage')) as Heap
    return usedSize + embedderHeapUsedSize + backingStorageSize
  }
  const before = await has()
  let most = before
  let isOver = false
  const over = underWay.finally(() => {
    isOver = true
  })
  while (!isOver) {
    most = Math.max(most, await has())
    await Promise.race([over, wait(5)])
  }
  await over
  return most - before
}

/** Processor time of all threads of a process since it began, ms; of Linux only. */
export function busyOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  return threads.reduce((sum, thread) => {
    const [running = ''] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')
    return sum + Number(running) / 1e6
  }, 0)
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_clear_refs.5.html */
export function forgetMost(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
}
