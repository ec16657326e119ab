import type { DeploymentState } from '../deployment/deployment.ts'
import type { Spread } from '../deployment/spread.ts'
import { type DeploymentEvent, type Policy, step } from '../deployment/step.ts'
import type { Plan } from '../waves/plan.ts'
import type { PlanForm } from '../waves/plan-form.ts'
import { readPlan } from '../waves/read-plan.ts'
import { NOBODY, type Tally } from '../waves/tally.ts'

/** The release to go back to. */
export const BACK = { version: 'r1', deployment: 'd1' }

/** A canary of three waves that bake for 10 and 20 s, with a minute of patience. */
export const CANARY: PlanForm = {
  strategy: 'canary',
  waves: [
    { percent: 10, bake: 10 },
    { percent: 50, bake: 20 },
  ],
  patience: 60,
}

export function policyOf(form: PlanForm = {}): Policy & { plan: Plan } {
  return { delay: 10_000, attempts: 3, interval: 5_000, plan: readPlan(form) }
}

/** What becomes of a state after these events. */
export function run(policy: Policy, state: DeploymentState, ...events: DeploymentEvent[]): DeploymentState {
  return events.reduce((now, event) => step(now, event, policy), state)
}

/** A look at the tablets of the wave that is open, of which nothing more is said here than how they do. */
export function measured(
  at: number,
  wave: Partial<Tally> = {},
  more: Partial<Extract<DeploymentEvent, { type: 'measured' }>> = {},
): Extract<DeploymentEvent, { type: 'measured' }> {
  const members = (wave.succeeded ?? 0) + (wave.failed ?? 0) + (wave.waiting ?? 0) + (wave.underWay ?? 0)
  const tally = { ...NOBODY, members, ...wave }
  return { type: 'measured', at, wave: tally, all: tally, reach: 1_000, ...more }
}

/** A canary whose first wave was opened at 0. */
export function spreading(more: Partial<Spread> = {}): DeploymentState & { phase: 'spreading' } {
  const spread: Spread = { wave: 1, reaches: [100], waves: [{ openedAt: 0 }], countFrom: 0, ...more }
  return { phase: 'spreading', health: true, spread }
}

/** Everybody succeeded, with enough samples. */
export const WELL: Partial<Tally> = { succeeded: 10 }
/** So many failed that it cannot be chance. */
export const BAD: Partial<Tally> = { succeeded: 5, failed: 5 }
