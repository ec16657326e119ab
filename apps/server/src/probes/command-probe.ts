import { spawn } from 'node:child_process'
import { commandEnvironment } from '../fleet/deployments/command-environment.ts'
import type { StepOrder } from '../fleet/deployments/ports.ts'
import { type Over, untilOver } from './deadline.ts'
import { excerptOf } from './excerpt.ts'
import type { Finding } from './finding.ts'

/** Output is read as far as this, bytes; the rest is thrown away. */
const ENOUGH = 4 * 1024

/** Exit codes by which shells, `env` and `nice` say that they could not start what they were to start. */
const NOT_STARTED = [126, 127]

/**
 * Run a program without a shell: 0 is healthy. Its environment is that of a deployer's command, with `RELEVO_STEP=check`.
 * When its time is up it is killed, with everything that it started.
 *
 * @param timeout milliseconds
 */
export function probeCommand(
  { command }: { command: readonly string[] },
  order: StepOrder,
  timeout: number,
  signal: AbortSignal,
): Promise<Finding> {
  return new Promise((resolve) => {
    const [program = '', ...args] = command
    const chunks: Buffer[] = []
    let bytes = 0
    let over: Over | undefined
    const keep = (chunk: Buffer) => {
      if (bytes < ENOUGH) chunks.push(chunk.subarray(0, ENOUGH - bytes))
      bytes += chunk.length
    }
    const env = commandEnvironment(process.env, 'check', order)
    const child = spawn(program, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const off = untilOver(timeout, signal, (why) => {
      over = why
      killGroup(child.pid)
    })
    const done = (finding: Finding) => {
      off()
      child.stdout.destroy()
      child.stderr.destroy()
      resolve({ ...finding, ...excerptOf(Buffer.concat(chunks)) })
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error: NodeJS.ErrnoException) => done(notStarted(error.code)))
    child.on('exit', (code, by) => {
      off()
      // What it printed last is still in the pipe; one that left a child behind keeps that open.
      const ending = setTimeout(() => done(judged()), 100)
      child.on('close', () => {
        clearTimeout(ending)
        done(judged())
      })
      const judged = (): Finding => {
        if (over === 'aborted') return { verdict: 'unmeasured', detail: 'called off' }
        if (over === 'timeout') return { verdict: 'unhealthy', detail: `no end within ${timeout / 1000} s` }
        if (code === 0) return { verdict: 'healthy' }
        if (code !== null && NOT_STARTED.includes(code)) return notStarted(`exit code ${code}`)
        return { verdict: 'unhealthy', detail: code === null ? `ended by ${by}` : `exit code ${code}` }
      }
    })
  })
}

function notStarted(why = 'unknown reason'): Finding {
  return { verdict: 'unmeasured', detail: `the command could not be started (${why})` }
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended in this very moment.
  }
}
