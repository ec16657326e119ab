import { wilsonLower } from '@relevo/core/waves'
import { rolloutWords as words } from '../wording/rollout.ts'
import type { VerdictRow, WaveRow } from './wave.ts'

/**
 * What is made of a wave, in plain words with the numbers it rests on: how many succeeded, and how sure it is that too many
 * fail.
 */
export function verdictWords({ failed, error }: Pick<WaveRow, 'failed' | 'error'>, verdict: VerdictRow): string[] {
  const { kind, value, threshold, samples, errors = failed } = verdict
  if (kind === 'errors') return [words.verdicts.errors(errors, value, threshold, samples)]
  const said = words.verdicts[kind](value, threshold, samples)
  return errors === 0 ? [said] : [said, words.verdicts.errors(errors, wilsonLower(errors, samples), error, samples)]
}
