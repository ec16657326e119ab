import {
  firstState,
  step,
  type UpdateEffect,
  type UpdateEvent,
  type UpdateRules,
  type UpdateState,
} from '@relevo/core/update'
import type { Clock } from './ports.ts'

/** An event before it has a time. */
export type Happening = UpdateEvent extends infer Event
  ? Event extends UpdateEvent
    ? Omit<Event, 'at'>
    : never
  : never

/** Who follows the machine: first what changed, then what is to be done. They do not throw. */
interface Followers {
  changed(state: UpdateState, before: UpdateState): void
  carryOut(effect: UpdateEffect): unknown
}

/**
 * Run the update machine: event → step → state → followers → effects, one event at a time. What happens meanwhile, such
 * as a call of a listener, waits for its turn.
 */
export function runMachine(first: string, rules: UpdateRules, clock: Clock, followers: Followers) {
  let state = firstState(first)
  const waiting: UpdateEvent[] = []
  let running = false
  return {
    state: () => state,
    happened(happening: Happening): void {
      waiting.push({ ...happening, at: clock.now() })
      if (running) return
      running = true
      for (let event = waiting.shift(); event; event = waiting.shift()) {
        const before = state
        const taken = step(state, event, rules)
        state = taken.state
        if (state !== before) followers.changed(state, before)
        for (const effect of taken.effects) followers.carryOut(effect)
      }
      running = false
    },
  }
}
