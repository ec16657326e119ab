import type { TabletCode } from '@relevo/core/errors'
import type { Report } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import { MOST_RELOADS } from './reload-budget.ts'

/** A tablet to which a release cannot come for now: somebody has to do something. */
export interface Stuck {
  code?: TabletCode
  detail?: string
  /** The release that cannot come; absent when it is the one that the tablet has, and that does not start. */
  target?: Version
  since: number
}

/**
 * What keeps a tablet from the release it should run. One that is stuck on the way to another may not have heard yet that this
 * one is wanted.
 */
export function stuckBefore(stuck: Stuck | undefined, desired: Version | undefined): Stuck | undefined {
  return stuck && (stuck.target === undefined || stuck.target === desired) ? stuck : undefined
}

/**
 * Where a report leaves a tablet that was stuck or not. It is stuck because it says so, or because the server leaves it
 * where it is. Pure.
 *
 * @param wanted the release it should run
 * @param isHeld the server leaves it where it is
 * @returns `isNews` when it was not stuck for this reason before
 */
export function stuckAfter(
  last: Stuck | undefined,
  report: Report,
  { wanted, isHeld }: { wanted: Version | undefined; isHeld: boolean },
  at: number,
): { stuck?: Stuck | undefined; isNews: boolean } {
  const now = saidBy(report) ?? (isHeld && wanted !== undefined ? heldAt(report.release, wanted) : undefined)
  if (!now) return { stuck: isLoadedAnew(last, report, wanted) ? last : undefined, isNews: false }
  const isKnown = last !== undefined && last.code === now.code && last.target === now.target
  if (isKnown && last.detail === now.detail) return { stuck: last, isNews: false }
  return { stuck: { ...now, since: isKnown ? last.since : at }, isNews: !isKnown }
}

function saidBy({ phase, release, error, target, detail }: Report): Omit<Stuck, 'since'> | undefined {
  if (phase !== 'stuck') return undefined
  const isOther = target !== undefined && target !== release
  return { ...(error && { code: error }), ...(isOther && { target }), ...(detail && { detail }) }
}

function heldAt(release: Version, wanted: Version): Omit<Stuck, 'since'> {
  const detail = `${MOST_RELOADS} reloads within an hour, and it still reports ${release}`
  return { code: 'reload-loop', target: wanted, detail }
}

/** A page that was just loaded says `current` until it has heard what is wanted: nothing is better than it was. */
function isLoadedAnew(last: Stuck | undefined, { phase, release }: Report, wanted: Version | undefined): boolean {
  return phase === 'current' && last?.target !== undefined && last.target === wanted && release !== wanted
}
