import type { UpdateEffect } from './effect.ts'
import type { UpdateRules } from './state.ts'

/** One step under way: when it happens, under which rules, and what the page has to do about it so far. */
export interface Moment {
  /** Milliseconds since the epoch. */
  at: number
  rules: UpdateRules
  /** In the order they are to be carried out. */
  effects: UpdateEffect[]
}
