import { judge } from './complaint.ts'
import type { Sight } from './sight.ts'

/** Since when a tablet that is not right has looked the same. It is kept in memory only: after a start all have time anew. */
export interface Suspicion {
  /** How it looks at large: what it should run, and whether it is heard. */
  kind: string
  /** How it looks, so that nothing has moved while this is the same. */
  mark: string
  since: number
  /** Since when it has looked so at large. */
  first: number
}

/** A page that always says something else, and is never right, is taken to stand still after so many times `after`. */
const MOST_MOVES = 3

/**
 * The suspicion against a tablet after a look at it; `undefined` while there is none. Pure.
 *
 * @param after milliseconds for which a tablet may be wrong
 * @returns the very same when it looks as it did
 */
export function suspect(before: Suspicion | undefined, sight: Sight, after: number, at: number): Suspicion | undefined {
  // A clock that is set back begins anew.
  const last = before && before.since <= at && before.first <= at ? before : undefined
  const verdict = judge(sight, last ? at - last.since : 0, after)
  if (verdict.is === 'right' || verdict.is === 'excused' || verdict.is === 'offline') return undefined
  const kind = kindOf(sight)
  const mark = markOf(sight)
  if (last?.kind !== kind) return { kind, mark, since: at, first: at }
  if (last.mark === mark) return last
  const isRestless = at - last.first >= MOST_MOVES * after
  return { ...last, mark, since: isRestless ? last.since : at }
}

function kindOf({ desired, page, kiosk }: Sight): string {
  if (page?.isThere) return `${desired} heard`
  return `${desired} ${kiosk?.isElsewhere ? 'elsewhere' : 'silent'}`
}

function markOf({ page }: Sight): string {
  if (!page?.isThere) return ''
  const { release, phase, target, progress, stuck } = page
  // What it is stuck with it says in several phases, between its tries.
  return stuck ? `${release} stuck ${stuck.code}` : `${release} ${phase} ${target ?? ''} ${progress ?? ''}`
}
