import type { News } from '../protocol/version-json.ts'
import type { UpdateEffect } from '../update/effect.ts'
import { firstState, type UpdateRules, type UpdateState } from '../update/state.ts'
import { step, type UpdateEvent } from '../update/step.ts'

/** Rules with round numbers; minutes and seconds so short that a test's times are easy to read. */
export const RULES: UpdateRules = {
  policy: 'prompt',
  countdown: 60,
  later: 1_000,
  laterLimit: 2,
  maxHold: 500,
  backoff: 10,
  backoffMost: 80,
  renewal: 10_000,
}

/** An event without its time, which most tests do not care about. */
export type Happening = UpdateEvent extends infer E
  ? E extends UpdateEvent
    ? Omit<E, 'at'> & { at?: number }
    : never
  : never

/** News that a release is wanted. */
export function wanted(version: string, more: Partial<News> = {}): Happening {
  return { type: 'news', news: { version, force: false, blocked: [], manifest: 'm', ...more } }
}

/** What the worker says: nothing failed, the running release is kept, no trial. */
export function worker(more: Partial<Extract<UpdateEvent, { type: 'worker' }>> = {}): Happening {
  return { type: 'worker', stored: true, failed: {}, ...more }
}

export interface Told {
  state: UpdateState
  /** Of the last happening only. */
  effects: UpdateEffect[]
}

/** A page running `r1` after these happenings, under these rules. */
export function told(rules: UpdateRules, ...happenings: Happening[]): Told {
  return toldMore({ state: firstState('r1'), effects: [] }, rules, ...happenings)
}

/** The same page, some happenings later. */
export function toldMore(from: Told, rules: UpdateRules, ...happenings: Happening[]): Told {
  let now = from
  for (const happening of happenings) now = step(now.state, { at: 0, ...happening } as UpdateEvent, rules)
  return now
}

/** The effects' names, in order. */
export function does({ effects }: Told): string[] {
  return effects.map((effect) => effect.do)
}
