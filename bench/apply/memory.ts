import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Browser } from '@playwright/test'
import type { WorkerSession } from './worker-session.ts'

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
