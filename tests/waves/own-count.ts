import type { DeploymentState } from '@relevo/core/deployment'
import { isUnderWay, type Wave } from '@relevo/core/waves'
import type { Control } from './control.ts'

/** Tablets that say something, and those that may yet. */
interface Count {
  failed: number
  succeeded: number
  toCome: number
}

/**
 * Should the brake be pulled? Counted by who failed when, as the witness saw it, and decided by what the bound is defined
 * to be: the least share that would still let so many fail, once in twenty times.
 */
export function ownBrake(
  control: Control,
  failedAt: readonly (number | undefined)[],
  before: DeploymentState,
): boolean {
  const { spread } = before
  const rule = control.plan.waves[(spread?.wave ?? 0) - 1]
  if (!rule || !spread) return false
  const open = before.phase === 'success' ? control.plan.waves.length + 1 : spread.wave
  const [own, all] = [nobody(), nobody()]
  for (let n = 0; n < control.tablets.length; n += 1) {
    const wave = control.waveOf(n)
    if (wave === undefined) continue
    const kind = kindOf(control, n, failedAt[n], spread.countFrom)
    if (!kind) continue
    all[kind] += 1
    if (wave === open) own[kind] += 1
  }
  return tooMany(rule, own) || tooMany(rule, all)
}

function kindOf(control: Control, n: number, failedAt: number | undefined, countFrom: number): keyof Count | undefined {
  const one = control.assignments[n]
  // What was accepted up to a time that is still to come was so before the clock was set back: it counts again.
  const isAccepted = (time: number) => time < countFrom && countFrom <= control.at + 1
  if (failedAt !== undefined && !isAccepted(failedAt)) return 'failed'
  if (!one || one.phase === 'pending') return control.isThere(n) ? 'toCome' : undefined
  if (one.phase === 'succeeded') return 'succeeded'
  const isHeld = one.phase === 'staged' && Math.abs(control.at - one.since) > control.plan.timeout
  return isUnderWay(one) && !isHeld ? 'toCome' : undefined
}

function tooMany({ error, minSamples }: Wave, { failed, succeeded, toCome }: Count): boolean {
  const samples = failed + succeeded
  const least = minSamples ?? Math.max(1, Math.min(5, samples + toCome))
  if (samples < least || failed === 0) return false
  const share = failed / samples
  // Would the threshold, if it were the truth, be farther from what was seen than chance goes?
  const deviation = Math.sqrt((error * (1 - error)) / samples)
  return share > error && share - error > 1.6448536269514722 * deviation
}

function nobody(): Count {
  return { failed: 0, succeeded: 0, toCome: 0 }
}
