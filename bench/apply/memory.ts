import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from '@playwright/test'
import type { TargetSession } from '../target-session.ts'

/** @see https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#method-getHeapUsage */
type Heap = Record<'usedSize' | 'embedderHeapUsedSize' | 'backingStorageSize', number>

/** Which process of the browser a worker lives in: the renderer that works when the worker does. */
export async function processOf(browser: Browser, worker: TargetSession): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => ({ id, before: busyOf(id) }))
  for (let i = 0; i < 3; i++) await spin(worker)
  const [most] = renderers.map(({ id, before }) => ({ id, busy: busyOf(id) - before })).sort((a, b) => b.busy - a.busy)
  if (!most) throw new Error('the browser shows no renderer')
  return most.id
}

/** How long the worker takes for the same bit of work, ms: the median of three. */
export function spin(worker: TargetSession): Promise<number> {
  return worker.run(`(() => {
    const took = [1, 2, 3].map(() => {
      const begun = performance.now()
      for (let i = 0, x = 1; i < 3e7; i++) x = (x * 7 + i) | 0
      return performance.now() - begun
    })
    return took.sort((a, b) => a - b)[1]
  })()`)
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
export async function whileHeld(worker: TargetSession, underWay: Promise<void>): Promise<number> {
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
