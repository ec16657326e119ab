/** The ladder: what is done, rung by rung, for a tablet that does not come to the release that it should run. */
export { addressFor, isElsewhere } from './address.ts'
export type { LadderStep, Look } from './climb-on.ts'
export { type Complaint, judge, type Verdict, WHYS, type Why } from './complaint.ts'
export {
  AT_EASE,
  type Climb,
  dueOf,
  isClimbing,
  LADDER_PHASES,
  type LadderPhase,
  type LadderState,
  WAITS,
} from './ladder-state.ts'
export { HANDS_REASONS, type HandsReason, type LastSeen } from './needs-hands.ts'
export { type LadderRules, recent } from './patience.ts'
export { isNoticed, type Message, RUNGS, type Rung } from './rung.ts'
export type { KioskSight, PageSight, Sight } from './sight.ts'
export { type LadderEvent, step } from './step.ts'
export { type Suspicion, suspect } from './suspicion.ts'
