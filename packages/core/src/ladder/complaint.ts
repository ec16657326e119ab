import type { TabletCode } from '../errors/codes.ts'
import type { Phase } from '../protocol/report.ts'
import type { PageSight, Sight } from './sight.ts'

/**
 * What can be wrong with a tablet. `stale`: its page reports another release than it should, and is not on its way; `stuck`:
 * its page says that the release cannot come; `silent`: nothing is heard of its page, though its kiosk app is online;
 * `elsewhere`: the same, and the kiosk app shows another address.
 */
export const WHYS = ['stale', 'stuck', 'silent', 'elsewhere'] as const

/** One of `WHYS`. */
export type Why = (typeof WHYS)[number]

/** What is wrong with a tablet, and the code that says more of it. */
export interface Complaint {
  why: Why
  code?: TabletCode | undefined
}

/**
 * How a tablet looks. `right`: it runs what it should and says so; `on-its-way`: it will, without help; `excused`: it does
 * not, for a reason that is no matter of the ladder; `offline`: neither its page nor its kiosk app is there.
 */
export type Verdict = { is: 'right' | 'on-its-way' | 'excused' | 'offline' } | ({ is: 'wrong' } & Complaint)

/** Codes of what a fresh start, or an empty cache, may cure. For all others somebody has to do something elsewhere. */
const CURABLE: readonly TabletCode[] = [
  'file-corrupt',
  'storage-unavailable',
  'worker-unavailable',
  'worker-silent',
  'reload-ignored',
  'reload-loop',
  'boot-error',
  'boot-script',
  'boot-blank',
  'boot-timeout',
  'boot-attempts',
]

/** Phases in which a page gets on by itself; for how long, only its standing still tells. */
const MOVING: readonly Phase[] = ['downloading', 'switching', 'trial']

/**
 * How does a tablet look? Only its page's own report says that all is well. Pure.
 *
 * @param still milliseconds for which it has said the same
 * @param after milliseconds for which it may say the same while it is on its way
 */
export function judge(sight: Sight, still: number, after: number): Verdict {
  const { desired, page } = sight
  if (desired === undefined) return { is: 'excused' }
  if (!page?.isThere) return ofTheSilent(sight)
  const { release, phase, stuck } = page
  if (stuck) return stuck.code === undefined || isCurable(stuck.code) ? stuckFor(stuck.code) : { is: 'excused' }
  if (release === desired) return { is: 'right' }
  // What it remembers, or waits for, a fresh start would only make it forget.
  if (page.hasFailedHere || phase === 'rolled_back') return { is: 'excused' }
  if (phase === 'staged' || sight.isUnderWay) return { is: 'on-its-way' }
  if (MOVING.includes(phase) && still < after) return { is: 'on-its-way' }
  if (phase === 'backing_off') return backingOff(page)
  return { is: 'wrong', why: 'stale' }
}

function ofTheSilent({ kiosk, isUnderWay }: Sight): Verdict {
  if (kiosk?.isOnline !== true) return { is: 'offline' }
  if (isUnderWay) return { is: 'on-its-way' }
  return { is: 'wrong', why: kiosk.isElsewhere ? 'elsewhere' : 'silent' }
}

/** It tries again by itself; of what lies elsewhere, such as a server that does not answer, that is all there is to do. */
function backingOff({ backingOffFor: code }: PageSight): Verdict {
  return code !== undefined && isCurable(code) ? stuckFor(code) : { is: 'excused' }
}

function stuckFor(code: TabletCode | undefined): Verdict {
  return { is: 'wrong', why: 'stuck', ...(code !== undefined && { code }) }
}

function isCurable(code: TabletCode): boolean {
  return CURABLE.includes(code)
}
