import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { chromium } from '@playwright/test'
import { launchOptions } from '../e2e/browser.ts'

/** The machine and the programs of a run, as a line: what figures of two runs can be compared by. */
export function conditions(): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), ${memory}, ${process.platform}`
  return `${machine}; Node ${process.version.slice(1)}, ${chromiumVersion()}; everything on this machine, over the loopback`
}

/** How busy the machine is with all that runs on it, the bench as well: the mean of the last minute. */
export function load(): number {
  return loadavg()[0] ?? Number.NaN
}

function chromiumVersion(): string {
  const program = launchOptions().executablePath ?? chromium.executablePath()
  return execFileSync(program, ['--version'], { encoding: 'utf8' }).trim().split(' ').slice(0, 2).join(' ')
}
