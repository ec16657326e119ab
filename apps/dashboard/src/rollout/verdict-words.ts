import { rolloutWords as words } from '../wording/rollout.ts'
import type { VerdictRow } from './wave.ts'

/** What is made of a wave, in plain words with the numbers it rests on. */
export function verdictWords(failed: number, verdict: VerdictRow): string {
  const { kind, value, threshold, samples, errors = failed } = verdict
  if (kind === 'errors') return words.verdicts.errors(errors, value, threshold, samples)
  return words.verdicts[kind](value, threshold, samples)
}
