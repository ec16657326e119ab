import { readFileSync } from 'node:fs'

/** Memory that a process really uses, MB; of Linux only, like the next. */
export function memoryOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_000
}

/** Time that a process had on a processor since its start, s: says more than the clock where others work on the same machine. */
export function busyOf(pid: number): number {
  // What follows the name in brackets; user and system time are fields 14 and 15, in hundredths (proc(5)).
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
