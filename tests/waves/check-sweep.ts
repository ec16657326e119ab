import { isBraked } from '@relevo/core/deployment'
import { isUnderWay } from '@relevo/core/waves'
import { type Control, GONE } from './control.ts'
import { must } from './must.ts'

/** After the sweep: nobody waits too long, nobody goes on who was called off, and slots are taken by the living. */
export function checkSweep({ state, assignments, rules, plan, at, now, slots, lastSeen }: Control): void {
  const isOff = isBraked(state.spread?.brake)
  let taken = 0
  for (let n = 0; n < assignments.length; n += 1) {
    const one = assignments[n]
    if (!one || !isUnderWay(one)) continue
    const isSwitching = one.phase === 'switching' || one.phase === 'trial'
    must(!isOff || isSwitching, 'the brake calls off who has not begun to switch')
    const wait = one.due - at
    const isTimely = wait > 0 && wait <= rules.timeout + rules.verify
    must(one.phase === 'staged' || isTimely, 'who gets no further is due in time')
    const isHeld = one.phase === 'staged' && Math.abs(at - one.since) > plan.timeout
    if (!isHeld && now - (lastSeen[n] ?? 0) <= GONE) taken += 1
  }
  must(slots === taken, `slots are taken by who is on the way and there: ${slots}, not ${taken}`)
}
