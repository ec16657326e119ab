import type { Version } from '../release/version.ts'
import { type Plan, USUAL } from './plan.ts'

/** What an assignment keeps to: of the plan of its deployment. Milliseconds. */
export interface AssignmentRules {
  version: Version
  timeout: number
  verify: number
  maxOffers: number
}

/** The rules for the tablets of a deployment; where its plan has no waves, the usual ones. */
export function assignmentRules(version: Version, plan: Plan): AssignmentRules {
  const { timeout, verify, maxOffers } = plan.strategy === 'canary' ? plan : USUAL
  return { version, timeout, verify, maxOffers }
}

/** When a tablet that gets somewhere now has to have come further. */
export function dueFrom(at: number, { timeout, verify }: Pick<AssignmentRules, 'timeout' | 'verify'>): number {
  return at + timeout + verify
}
