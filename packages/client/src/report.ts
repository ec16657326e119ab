import type { TabletCode } from '@relevo/core/errors'
import type { Report, WorkerState } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import type { UpdateState } from '@relevo/core/update'
import type { Clock } from './ports.ts'
import { PROGRESS_EVERY } from './times.ts'

/** What only some phases carry. */
interface Carried {
  target?: Version
  loaded?: number
  total?: number
  error?: TabletCode
  detail?: string | undefined
}

/**
 * What a state says on the wire.
 *
 * @param trouble what is wrong beside the update, such as a worker that is not there
 * @param patched how the last release patch did, which may be that of another release
 */
export function reportOf(
  state: UpdateState & Carried,
  tablet: string,
  trouble?: TabletCode,
  patched?: WorkerState['patched'],
): Report {
  const { running: release, phase, target, loaded = 0, total, error = trouble, detail } = state
  const progress = total ? Math.min(100, Math.floor((100 * loaded) / total)) : undefined
  const patch = patched?.version === (target ?? release) ? patched?.outcome : undefined
  return { tablet, release, phase, target, progress, error, detail: detail?.slice(0, 200), patch }
}

/** Pass reports on that say something new; progress alone at most every 2 s. */
export function sparingly(clock: Clock, send: (report: Report) => void): (report: Report) => void {
  let last = ''
  let progress: number | undefined
  let since = 0
  return (report) => {
    const text = JSON.stringify({ ...report, progress: 0 })
    const now = clock.now()
    if (text === last && (report.progress === progress || now - since < PROGRESS_EVERY)) return
    last = text
    progress = report.progress
    since = now
    send(report)
  }
}
