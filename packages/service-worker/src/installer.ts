import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import type { InTurn } from './in-turn.ts'
import { type InstallParts, installRelease, type Progress, type Source } from './install-release.ts'

/** One installation, however many pages asked for it. */
export interface Installation {
  readonly progress: Readonly<Progress>
  /** Rejects as `installRelease` does. */
  readonly over: Promise<void>
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
  stop(reason: string): void
  /** Releases on their way, which a sweep must leave alone. */
  versions(): Version[]
  /** Settles when nothing is being installed any more; never rejects. */
  idle(): Promise<unknown>
}

interface Job extends Installation {
  running: boolean
  end: AbortController
}

export function createInstaller(parts: InstallParts, alone: InTurn): Installer {
  const jobs = new Map<Version, Job>()

  function stop(reason: string, chosen: (job: Job) => boolean = () => true): void {
    for (const [version, job] of jobs) {
      if (!chosen(job)) continue
      jobs.delete(version)
      job.end.abort(new RelevoError('network', reason))
    }
  }

  function install(source: Source, running: boolean, finish: () => Promise<unknown>): Installation {
    const { version } = source
    const joined = jobs.get(version)
    if (joined) return joined
    stop(`${version} was wanted instead`, (job) => job.running === running)
    const end = new AbortController()
    const progress = { loaded: 0, total: 0 }
    const work = async () => {
      await installRelease(parts, source, progress, end.signal)
      if (end.signal.aborted) throw end.signal.reason
      await finish()
    }
    const over = alone(work, end.signal).finally(() => {
      if (jobs.get(version) === job) jobs.delete(version)
    })
    const job = { running, end, progress, over }
    jobs.set(version, job)
    return job
  }

  return {
    install,
    stop,
    versions: () => [...jobs.keys()],
    idle: () => Promise.allSettled([...jobs.values()].map(({ over }) => over)),
  }
}
