import type { FleetEvent } from '../event.ts'

/** What a sink can be told of. */
export const KINDS = [
  'started',
  'succeeded',
  'failed',
  'rolled-back',
  'paused',
  'approval',
  'alert',
  'needs-hands',
] as const

/** One of `KINDS`. */
export type NoticeKind = (typeof KINDS)[number]

/** What a sink is told of that names nothing: all that has an outcome, or waits for somebody. */
export const USUAL_KINDS: readonly NoticeKind[] = KINDS.filter((kind) => kind !== 'started')

const KINDS_OF: Partial<Record<FleetEvent['type'], readonly NoticeKind[]>> = {
  'deployment-approved': ['approval'],
  'deployment-started': ['started'],
  'deployment-succeeded': ['succeeded'],
  'deployment-failed': ['failed'],
  'deployment-denied': ['failed'],
  'deployment-superseded': ['failed'],
  'deployment-rolling-back': ['started'],
  'deployment-rolled-back': ['rolled-back'],
  'deployment-rollback-failed': ['failed', 'alert'],
  'deployment-paused': ['paused'],
  'wave-inconclusive': ['paused'],
  'wave-gated': ['approval', 'paused'],
  'brake-engaged': ['paused', 'alert'],
  'tablet-stuck': ['alert'],
  'tablet-rolled-back': ['alert'],
  'release-blocked': ['alert'],
  'directive-given': ['alert'],
  'alert-fired': ['alert'],
  'alert-resolved': ['alert'],
  'ladder-needs-hands': ['needs-hands', 'alert'],
}

/** The kinds an event is of; none for what nobody is told. */
export function kindsOf({ type, data }: Pick<FleetEvent, 'type' | 'data'>): readonly NoticeKind[] {
  // Only a request that stands still until somebody approves it is news.
  if (type === 'deployment-requested') return data.approval === true ? ['approval', 'paused'] : []
  // One that is switched to by itself waits for nobody.
  if (type === 'preview-ready') return data.until === undefined ? ['approval', 'paused'] : []
  // An alert that was silenced when this happened.
  if (data.silenced === true) return []
  return KINDS_OF[type] ?? []
}
