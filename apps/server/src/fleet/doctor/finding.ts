import type { Check, Outcome } from './check.ts'
import { CHECKS } from './checks/index.ts'
import type { Evidence } from './evidence.ts'

/** What came of one check. */
export interface Finding {
  check: string
  verdict: Outcome['verdict']
  /** Whom or what it is about. */
  subject?: string
  message: string
  /** What comes of it. */
  why: string
  /** The cure. */
  do: string
}

/** So many findings of one check are told; whoever has more cures the first ones, and looks again. */
const MOST = 10

/** What the evidence says, check by check. Pure. */
export function findingsOf(evidence: Evidence): Finding[] {
  return CHECKS.flatMap((check) => {
    const outcomes = check.look(evidence)
    const more = outcomes.length - MOST
    const shown = outcomes.slice(0, MOST).map((outcome) => findingOf(check, outcome))
    return more > 0 ? [...shown, findingOf(check, { verdict: 'found', message: `${more} more of these.` })] : shown
  })
}

function findingOf({ id, why, do: cure }: Check, outcome: Outcome): Finding {
  const { verdict, message } = outcome
  const more = outcome.verdict === 'found' ? outcome : {}
  const { subject } = more as { subject?: string }
  const exact = (more as { do?: string }).do
  return { check: id, verdict, ...(subject !== undefined && { subject }), message, why, do: exact ?? cure }
}
