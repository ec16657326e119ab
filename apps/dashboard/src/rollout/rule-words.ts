import type { Plan } from '../deploying/plan.ts'
import { rolloutWords as words } from '../wording/rollout.ts'
import { duration } from '../wording/units.ts'
import type { WaveRow } from './wave.ts'

/** What holds for all waves, in words. */
export function planWords({ onError, atOnce, timeout, verify }: Plan): string[] {
  return [
    ...(onError ? [words.onErrors[onError]] : []),
    ...(atOnce === undefined ? [] : [words.slots(atOnce)]),
    ...(timeout === undefined ? [] : [words.failsAfter(duration(timeout * 1_000))]),
    ...(verify ? [words.mustStay(duration(verify * 1_000))] : []),
  ]
}

/** What is asked of a wave, in words. */
export function rulesOf({ bake, success, error, minSamples, approval }: WaveRow): string[] {
  return [
    ...(bake > 0 ? [words.bakes(duration(bake * 1_000))] : []),
    words.wantsSuccess(success),
    words.limitsErrors(error),
    ...(minSamples === undefined ? [] : [words.wantsSamples(minSamples)]),
    ...(approval ? [words.wantsYes] : []),
  ]
}
