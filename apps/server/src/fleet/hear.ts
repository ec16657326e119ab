import type { Phase, Report } from '@relevo/core/protocol'
import type { EventType, NewEvent } from './event.ts'
import type { Tablet } from './tablet.ts'

/** What a report changes. */
export interface Heard {
  tablet: Tablet
  events: NewEvent[]
  /** More than "still there" and a download's progress: worth a write of its own. */
  matters: boolean
}

/** Phases in which a tablet is trying its target. */
const TRYING: readonly Phase[] = ['downloading', 'staged', 'switching', 'trial']

/**
 * What one report says about a tablet that was known as `before`. Pure.
 *
 * @param before `undefined` when the tablet was never heard of
 * @param at milliseconds since the epoch
 */
export function hear(before: Tablet | undefined, report: Report, environment: string, at: number): Heard {
  const { tablet: id, release, phase, target, progress } = report
  const isNew = !before
  const switched = before !== undefined && before.release !== release
  const { error, failed } = errorAfter(before, report, at)
  const { rollback, wentBack } = rollbackAfter(before, report)
  const tablet: Tablet = {
    id,
    environment: before?.environment ?? environment,
    release,
    releaseSince: before && !switched ? before.releaseSince : at,
    phase,
    ...(target !== undefined && { target }),
    ...(progress !== undefined && { progress }),
    ...(error && { error }),
    ...(rollback && { rollback }),
    firstSeen: before?.firstSeen ?? at,
    lastSeen: at,
    online: true,
  }
  const events: NewEvent[] = []
  const log = (type: EventType, data: NewEvent['data']) =>
    events.push({ at, type, environment: tablet.environment, subject: { kind: 'tablet', id }, data })
  if (isNew) log('tablet-new', { release })
  if (switched) log('tablet-release', { from: before.release, release })
  if (wentBack) log('tablet-rolled-back', { release, ...faultOf(report) })
  else if (failed && phase !== 'rolled_back') log('tablet-error', { release, ...faultOf(report) })
  const moved = before?.phase !== phase || before?.target !== target || before?.online === false
  return { tablet, events, matters: moved || failed || events.length > 0 || before?.rollback !== rollback }
}

/** The last error, and whether this report brought another one than was known. */
function errorAfter(before: Tablet | undefined, { error: code, detail, target }: Report, at: number) {
  const last = before?.error
  if (code === undefined) return { error: last, failed: false }
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

function faultOf({ error, detail, target }: Report): NewEvent['data'] {
  return { ...(error && { error }), ...(target && { target }), ...(detail && { detail }) }
}
