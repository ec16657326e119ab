import { USUAL, type Wave } from './plan.ts'
import type { Tally } from './tally.ts'
import { wilsonLower } from './wilson.ts'

/** What a tally says of a wave: how it was measured, and what was asked for. */
export interface Verdict {
  /**
   * `passed`: enough tablets are on the release. `errors`: too many failed. `inconclusive`: nothing more can be expected, and
   * it does not suffice. `waiting`: more is to come.
   */
  kind: 'passed' | 'errors' | 'inconclusive' | 'waiting'
  /** `errors`: the share that fails at least; else the share that succeeded of those that are there. 0 to 1. */
  value: number
  threshold: number
  /** Tablets that succeeded or failed. */
  samples: number
  /** Of them, how many failed. */
  errors: number
}

/**
 * Is a wave done, and may the next one come? Tablets that are not there decide nothing; a tablet that fell silent on its way
 * has failed.
 */
export function judge(wave: Wave, tally: Tally): Verdict {
  const { succeeded, failed, members } = tally
  const samples = succeeded + failed
  const braked = measureErrors(wave, tally)
  if (braked.kind === 'errors') return braked
  const isToCome = tally.waiting + tally.underWay
  const there = samples + isToCome
  const value = there === 0 ? (members === 0 ? 1 : 0) : succeeded / there
  const said = { value, threshold: wave.success, samples, errors: failed }
  // A wave in which nobody is has nothing to wait for.
  if (members === 0) return { kind: 'passed', ...said }
  if (samples >= leastSamples(wave, tally) && samples > 0 && value >= wave.success) return { kind: 'passed', ...said }
  return { kind: isToCome === 0 ? 'inconclusive' : 'waiting', ...said }
}

/**
 * Do more tablets fail than may? Told only when it is beyond reasonable doubt: one failure among the first two says little
 * of ten thousand.
 */
export function measureErrors(wave: Wave, tally: Tally): Verdict {
  const { succeeded, failed } = tally
  const samples = succeeded + failed
  const value = wilsonLower(failed, samples)
  const isSure = samples >= leastSamples(wave, tally) && value > wave.error
  return { kind: isSure ? 'errors' : 'waiting', value, threshold: wave.error, samples, errors: failed }
}

function leastSamples({ minSamples }: Wave, tally: Tally): number {
  if (minSamples !== undefined) return minSamples
  const there = tally.succeeded + tally.failed + tally.waiting + tally.underWay
  return Math.max(1, Math.min(USUAL.minSamples, there))
}
