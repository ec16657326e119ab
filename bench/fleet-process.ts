import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Figures } from './fleet/tally.ts'

const FLEET = join(import.meta.dirname, 'fleet/main.ts')

/** `npm run fleet -- --json` in a process of its own. */
export interface FleetProcess {
  /** What it said last. */
  figures(): Figures
  /**
   * Wait until its figures are so; they come once a second.
   *
   * @param within seconds
   * @throws Error with the last figures when they are not so in time, or when it ended
   */
  until(isSo: (figures: Figures) => boolean, within: number): Promise<Figures>
  /** Switch it off. */
  stop(): Promise<void>
}

/** Start a fleet. @param args as `npm run fleet` takes them */
export function startFleet(...args: string[]): FleetProcess {
  const child = spawn(process.execPath, ['--conditions=@relevo/source', FLEET, '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  let last: Figures | undefined
  const listeners: (() => void)[] = []
  const look = () => {
    for (const listener of listeners.splice(0)) listener()
  }
  linesOf(child, (line) => {
    last = JSON.parse(line)
    look()
  })
  child.once('close', look)
  const figures = () => {
    if (!last) throw new Error('the fleet has said nothing yet')
    return last
  }

  return {
    figures,
    async until(isSo, within) {
      const latest = performance.now() + 1_000 * within
      while (!last || !isSo(last)) {
        const left = latest - performance.now()
        if (child.exitCode !== null || left <= 0) throw new Error(`the fleet is not there: ${shown(last)}`)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left)
          listeners.push(() => {
            clearTimeout(timer)
            resolve()
          })
        })
      }
      return last
    },
    async stop() {
      if (child.exitCode === null) child.kill('SIGINT')
      await ended
    },
  }
}

function linesOf(child: ChildProcess, heard: (line: string) => void): void {
  if (child.stdout) createInterface(child.stdout).on('line', heard)
}

function shown(figures: Figures | undefined): string {
  return JSON.stringify(figures && { ...figures, checkIns: figures.checkIns.length })
}
