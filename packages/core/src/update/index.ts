export type { UpdateEffect } from './effect.ts'
export {
  type Consent,
  firstState,
  isAsked,
  isHeldByApp,
  OWN_HOLDS,
  type Policy,
  policyOf,
  type UpdateRules,
  type UpdateState,
} from './state.ts'
export { step, type UpdateEvent, type UpdateStep } from './step.ts'
