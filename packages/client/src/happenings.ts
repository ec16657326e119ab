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
type Happening = UpdateEvent extends infer Event ? (Event extends UpdateEvent ? Omit<Event, 'at'> : never) : never

/** Who follows the machine: first what changed, then what is to be done. They do not throw. */
interface Followers {
  changed(state: UpdateState, before: UpdateState): void
  carryOut(effect: UpdateEffect): void
}

export interface Machine {
  /** Set once: from then on nothing changes and nothing is done. */
  stopped: boolean
  state(): UpdateState
  happened(happening: Happening): void
}

/**
 * Run the update machine: event → step → state → followers → effects, one event at a time. What happens meanwhile, such
 * as a call of a listener, waits for its turn.
 */
export function runMachine(first: string, rules: UpdateRules, clock: Clock, followers: Followers): Machine {
  let state = firstState(first)
  const events: UpdateEvent[] = []
  const machine: Machine = {
    stopped: false,
    state: () => state,
    happened(happening) {
      // Who comes second is taken by the loop of who came first.
      if (machine.stopped || events.push({ ...happening, at: clock.now() }) > 1) return
      for (const event of events) {
        const before = state
        const taken = step(state, event, rules)
        state = taken.state
        if (state !== before) followers.changed(state, before)
        for (const effect of taken.effects) if (!machine.stopped) followers.carryOut(effect)
      }
      events.length = 0
    },
  }
  return machine
}
