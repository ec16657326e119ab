import type { Phase, Report } from '@relevo/core/protocol'
import type { Engine } from '@relevo/core/release'
import type { EventType, NewEvent } from './event.ts'
import { triedAfter } from './packing/tried-patch.ts'
import { isHeld, type Order, reloadsAfter } from './reload-budget.ts'
import { stuckAfter } from './stuck.ts'
import type { Tablet } from './tablet.ts'
import { reasonIn, withoutWorkerAfter } from './without-worker.ts'

/** Where, when and on what line a report is heard. */
export interface Hearing {
  /** Of the host name that a check-in came by; else the one it is known in. */
  environment: string
  /** Milliseconds since the epoch. */
  at: number
  /** What the server wants of the tablets there; absent while nothing is current. */
  order?: Order | undefined
  /** The report is a check-in, which is answered with the news. */
  isCheckIn?: boolean
  /** Of the browser that checked in, when it is known. */
  engine?: Engine | undefined
}

/** What a report changes. */
export interface Heard {
  tablet: Tablet
  events: NewEvent[]
  /** More than "still there" and a download's progress: worth a write of its own. */
  matters: boolean
}

/** Phases in which a tablet is trying its target. */
const TRYING: readonly Phase[] = ['downloading', 'staged', 'switching', 'trial']
/** Phases whose error is an event of its own name. */
const TOLD_APART: readonly Phase[] = ['rolled_back', 'stuck']

/**
 * What one report says about a tablet that was known as `before`. Pure.
 *
 * @param before `undefined` when the tablet was never heard of
 */
export function hear(before: Tablet | undefined, report: Report, hearing: Hearing): Heard {
  const { tablet: id, release, phase, target, progress } = report
  const { environment, at, order, isCheckIn = false, engine = before?.engine } = hearing
  const isNew = !before
  const switched = before !== undefined && before.release !== release
  const { error, failed } = errorAfter(before, report, at)
  const { rollback, wentBack } = rollbackAfter(before, report)
  const reloads = reloadsAfter(before?.reloads, report, order, isCheckIn, at)
  const held = order !== undefined && isHeld(reloads, order, at)
  const { stuck, isNews } = stuckAfter(before?.stuck, report, { wanted: order?.version, isHeld: held }, at)
  const withoutWorker = withoutWorkerAfter(before?.withoutWorker, report)
  const patch = triedAfter(before, report)
  const tablet: Tablet = {
    id,
    environment,
    release,
    releaseSince: before && !switched ? before.releaseSince : at,
    phase,
    ...(target !== undefined && { target }),
    ...(progress !== undefined && { progress }),
    ...(error && { error }),
    ...(rollback && { rollback }),
    ...(stuck && { stuck }),
    ...(reloads && { reloads }),
    ...(withoutWorker && { withoutWorker }),
    ...(engine && { engine }),
    ...(patch && { patch }),
    firstSeen: before?.firstSeen ?? at,
    lastSeen: at,
    online: true,
  }
  const events: NewEvent[] = []
  const log = (type: EventType, data: NewEvent['data']) =>
    events.push({ at, type, environment: tablet.environment, subject: { kind: 'tablet', id }, data })
  if (isNew) log('tablet-new', { release })
  if (before && before.environment !== environment) log('tablet-moved', { from: before.environment, environment })
  if (switched) log('tablet-release', { from: before.release, release })
  if (wentBack) log('tablet-rolled-back', { release, ...faultOf(report) })
  else if (failed && !TOLD_APART.includes(phase)) log('tablet-error', { release, ...faultOf(report) })
  if (isNews && stuck) log('tablet-stuck', { release, ...faultOf({ ...stuck, error: stuck.code }) })
  const moved = before?.phase !== phase || before?.target !== target || before?.online === false
  // A patch that could not be had says something of the network, and of many tablets at once.
  const tried = before?.patch !== patch && patch?.outcome !== 'unreachable'
  const remembered = before?.rollback !== rollback || before?.reloads !== reloads || tried
  return { tablet, events, matters: moved || failed || events.length > 0 || remembered }
}

/** The last error, and whether this report brought another one than was known. */
function errorAfter(before: Tablet | undefined, report: Report, at: number) {
  const { error: code, detail, target } = report
  const last = before?.error
  if (code === undefined || reasonIn(report)) return { error: last, failed: false }
  if (last && last.code === code && last.target === target) return { error: last, failed: false }
  return { error: { code, at, ...(detail && { detail }), ...(target && { target }) }, failed: true }
}

/** A tablet that stays rolled back reports it again and again; only a new try of that release makes it news again. */
function rollbackAfter(before: Tablet | undefined, { error: code, phase, target, release }: Report) {
  const last = before?.rollback
  if (last && TRYING.includes(phase) && (target ?? release) === last.target) return { wentBack: false }
  if (phase !== 'rolled_back' || code === undefined) return { rollback: last, wentBack: false }
  if (last && last.code === code && last.target === target) return { rollback: last, wentBack: false }
  return { rollback: { code, ...(target && { target }) }, wentBack: true }
}

function faultOf({ error, detail, target }: Pick<Report, 'error' | 'detail' | 'target'>): NewEvent['data'] {
  return { ...(error && { error }), ...(target && { target }), ...(detail && { detail }) }
}
