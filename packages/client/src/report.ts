import type { TabletCode } from '@relevo/core/errors'
import type { Report } from '@relevo/core/protocol'
import type { UpdateState } from '@relevo/core/update'
import type { Clock } from './ports.ts'

/** Progress alone is said this often at most. */
const PROGRESS_EVERY = 2_000

/** What a state says on the wire. `trouble` is what is wrong beside the update, such as a worker that is not there. */
export function reportOf(state: UpdateState, tablet: string, trouble?: TabletCode): Report {
  const report: Report = { tablet, release: state.running, phase: state.phase }
  if ('target' in state) report.target = state.target
  if (state.phase === 'downloading' && state.total > 0) {
    report.progress = Math.min(100, Math.floor((100 * state.loaded) / state.total))
  }
  const error = 'error' in state ? state.error : trouble
  if (error) report.error = error
  if ('detail' in state && state.detail) report.detail = state.detail.slice(0, 200)
  return report
}

/** Pass reports on that say something new; progress alone at most every 2 s. */
export function sparingly(clock: Clock, send: (report: Report) => void): (report: Report) => void {
  let last = ''
  let progress: number | undefined
  let since = 0
  return (report) => {
    const key = JSON.stringify({ ...report, progress: 0 })
    const now = clock.now()
    if (key === last && (report.progress === progress || now - since < PROGRESS_EVERY)) return
    last = key
    progress = report.progress
    since = now
    send(report)
  }
}
