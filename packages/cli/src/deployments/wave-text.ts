import { amountText, percentText } from '../screen/amount.ts'
import { oneLine } from '../screen/one-line.ts'
import type { Members, Verdict, WaveProgress } from './read-wave.ts'

/** Who is in a wave. @example membersText({ groups: ['lobby'] }) // 'group lobby' */
export function membersText({ percent, count, groups, tags }: Members): string {
  if (percent === 100) return 'everybody'
  if (percent !== undefined) return `${percent} %`
  if (count !== undefined) return `first ${amountText(count)}`
  if (groups !== undefined) return `group ${groups.join(', ')}`
  return tags === undefined ? '-' : `tag ${tags.join(', ')}`
}

/** A wave on one line, with its numbers. @param waveCount how many there are */
export function waveText(wave: WaveProgress, waveCount: number): string {
  const { members, succeeded, failed, underWay, waiting, incompatible, status, verdict } = wave
  const facts = [
    `${amountText(succeeded)} of ${amountText(members)} on it`,
    ...[
      [failed, 'failed'] as const,
      [underWay, 'on their way'] as const,
      [waiting, 'waiting'] as const,
      [incompatible, 'cannot run it'] as const,
    ].flatMap(([amount, what]) => (amount > 0 ? [`${amountText(amount)} ${what}`] : [])),
    ...(status === 'open' ? [] : [status]),
  ]
  const judged = verdict && (verdict.kind === 'errors' || verdict.kind === 'inconclusive')
  const why = judged ? `; ${verdictText(verdict)}` : ''
  return oneLine(`wave ${wave.wave} of ${waveCount}: ${facts.join(', ')}${why}`)
}

/** What a verdict says, with what it was measured by. */
export function verdictText({ kind, value, threshold, samples }: Verdict): string {
  const of = `${amountText(samples)} sample${samples === 1 ? '' : 's'}`
  if (kind === 'errors') return `errors: at least ${percentText(value)} fail, ${percentText(threshold)} may (${of})`
  return `${kind}: ${percentText(value)} on it, wanted ${percentText(threshold)} (${of})`
}

/** Lines that tell of a wave at most: one for each twentieth of it that comes to an end. */
const STEPS = 20

/**
 * What of a wave is worth a line of its own when it changes: where it is, its verdict, the first tablet that succeeds or
 * fails, and then each further twentieth. A wave of ten thousand would else be as many lines.
 */
export function newsOf({ status, verdict, members, succeeded, failed }: WaveProgress): string {
  const step = (amount: number) => Math.ceil((STEPS * amount) / Math.max(members, 1))
  const kind = verdict?.kind === 'passed' ? undefined : verdict?.kind
  return JSON.stringify([status, kind, step(succeeded), step(failed)])
}
