import { type DeploymentEvent, type DeploymentState, isBraked } from '@relevo/core/deployment'
import type { Control } from './control.ts'
import { must } from './must.ts'

const MINUTE = 60_000

/** A wave was opened: the next one, with all who were in it before, and for a reason. */
export function checkOpening(
  control: Control,
  { phase, spread: before }: DeploymentState,
  event: DeploymentEvent,
  passedAt: number,
): void {
  const { state, plan, now } = control
  const { wave = 0, reaches = [] } = state.spread ?? {}
  must(wave === (before?.wave ?? 0) + 1, 'waves open one after the other')
  must((reaches.at(-1) ?? 0) >= (reaches.at(-2) ?? 0), 'a larger wave keeps whom a smaller one had')
  must(!isBraked(before?.brake) && before?.paused?.why !== 'operator', 'no wave opens while it is stopped')
  checkReach(control)
  if (event.type === 'promote') return
  must(!before?.paused, 'no wave opens while it is paused')
  must(!plan.waves[wave - 1]?.approval, 'a wave that needs a yes opens by a yes')
  const { bake = 0, success = 0 } = plan.waves[wave - 2] ?? {}
  if (wave > 1 && event.type === 'measured') {
    const { members, succeeded, failed, waiting, underWay } = event.wave
    const share = succeeded / (succeeded + failed + waiting + underWay)
    must(members === 0 || share >= success, 'a wave opens when the one before has succeeded')
  }
  if (wave > 1 && bake > 0) must(phase === 'baking' && MINUTE * (now - passedAt) >= bake, 'a wave bakes for its time')
}

/** A percentage or a count takes in as many as it must. */
function checkReach({ state, plan, tablets }: Control): void {
  const { wave = 0, reaches = [] } = state.spread ?? {}
  const rule = plan.waves[wave - 1]
  const [before = 0, reach = 0] = [reaches.at(-2), reaches.at(-1)]
  if (!rule || !('percent' in rule || 'count' in rule) || reach === before) return
  const wanted = 'percent' in rule ? Math.ceil((tablets.length * rule.percent) / 100) : rule.count
  const taken = tablets.reduce((sum, { place }) => sum + (place < reach ? 1 : 0), 0)
  must(taken === wanted, `a wave of ${wanted} takes in as many, and not ${taken}`)
}

/** Is a tablet in a wave that was opened? By the plan, and not by the function that decides it. */
export function isOpenFor({ plan, state, tablets }: Control, n: number): boolean {
  const tablet = tablets[n]
  const { reaches = [], wave = 0 } = state.spread ?? {}
  return plan.waves.slice(0, wave).some((one, i) => {
    if (!tablet) return false
    if ('groups' in one && one.groups.includes(tablet.group)) return true
    if ('tags' in one && one.tags.some((tag) => tablet.tags.includes(tag))) return true
    return ('percent' in one && one.percent === 100) || tablet.place < (reaches[i] ?? 0)
  })
}
