import type { TabletCode } from '@relevo/core/errors'
import type { Phase, Report } from '@relevo/core/protocol'

/** Why a tablet may have no worker that stores releases. Its updates are reloads, which is a property and no failure. */
const REASONS: readonly TabletCode[] = ['insecure-context', 'worker-unavailable', 'storage-unavailable', 'no-space']

/** Phases whose error is what went wrong on the way to a release; in all others it is what is wrong with the page. */
const ON_THE_WAY: readonly Phase[] = ['backing_off', 'rolled_back', 'stuck']

/** Why this report's page has no worker, if it says so. */
export function reasonIn({ phase, error }: Report): TabletCode | undefined {
  return error && REASONS.includes(error) && !ON_THE_WAY.includes(phase) ? error : undefined
}

/** Why a tablet has no worker, after a report. One whose error is about something else leaves that open. */
export function withoutWorkerAfter(last: TabletCode | undefined, report: Report): TabletCode | undefined {
  return reasonIn(report) ?? (report.error === undefined ? undefined : last)
}
