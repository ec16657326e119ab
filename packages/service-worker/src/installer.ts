import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import type { InTurn } from './in-turn.ts'
import { type InstallParts, installRelease, type Source } from './install-release.ts'
import type { Progress } from './intake.ts'

/** One installation, however many pages asked for it. */
export interface Installation {
  version: Version
  progress: Readonly<Progress>
  /** Rejects as `installRelease` does. */
  over: Promise<void>
}

export interface Installer {
  /**
   * Join the installation of this release, or begin it.
   *
   * @param running it is what the page runs from the network. At most one release of each kind is on its way: a newer
   * wish ends the older one, but the release to go back to does not make way for the next, nor the other way round
   * @param finish done while nobody else may sweep
   */
  install(source: Source, running: boolean, finish: () => Promise<unknown>): Installation
  /** End every installation; what arrived stays. */
  stop(): void
  /** Settles when nothing is being installed any more; never rejects. */
  idle(): Promise<unknown>
}

export function createInstaller(parts: InstallParts, alone: InTurn): Installer {
  const jobs = new Map<boolean, Installation & { end(why: string): void }>()

  return {
    install(source, running, finish) {
      const { version } = source
      const before = jobs.get(running)
      if (before?.version === version) return before
      before?.end(`${version} was wanted instead`)
      const stop = new AbortController()
      let ended: string | undefined
      const progress = { loaded: 0, total: 0 }
      const work = async () => {
        await installRelease(parts, source, progress, stop.signal)
        if (!ended) await finish()
      }
      const settle = (error?: unknown) => {
        if (jobs.get(running) === job) jobs.delete(running)
        // A signal of its own carries no reason before Chrome 98.
        if (ended) throw new RelevoError('network', ended)
        if (error) throw error
      }
      const over = alone(work, stop.signal).then(() => settle(), settle)
      const end = (why: string) => {
        ended = why
        stop.abort()
      }
      const job = { version, progress, over, end }
      jobs.set(running, job)
      return job
    },
    stop() {
      for (const { end } of jobs.values()) end('reset')
      jobs.clear()
    },
    idle: () => Promise.allSettled([...jobs.values()].map(({ over }) => over)),
  }
}
