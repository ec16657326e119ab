import type { WaveForm } from './plan-form.ts'
import { type Refuse, seconds, share, whole, within } from './plan-values.ts'

/** What is wrong with the waves of a canary, each by itself and one after the other. */
export function waveProblems(waves: readonly WaveForm[], refuse: Refuse): void {
  let before = { percent: 0, count: 0 }
  for (const [i, wave] of waves.entries()) {
    const at = `waves[${i}]`
    if (before.percent >= 100) refuse(at, 'left out: the wave before it takes everybody')
    else selectorProblems(at, wave, before, refuse)
    judgementProblems(at, wave, before.count, refuse)
    before = {
      percent: Math.max(before.percent, wave.percent ?? 0),
      count: Math.max(before.count, wave.count ?? 0),
    }
  }
}

/** Who is in it: one way to tell, and more than those before. */
function selectorProblems(
  at: string,
  { percent, count, groups, tags }: WaveForm,
  before: { percent: number; count: number },
  refuse: Refuse,
): void {
  const ways = [percent, count, groups, tags].filter((way) => way !== undefined)
  if (ways.length !== 1) refuse(at, 'one that has exactly one of percent, count, groups and tags')
  within(refuse, `${at}.percent`, percent, [0.01, 100], '0.01 to 100')
  if (percent !== undefined && percent <= before.percent)
    refuse(`${at}.percent`, `more than the ${before.percent} before it`)
  whole(refuse, `${at}.count`, count)
  if (count !== undefined && count <= before.count) refuse(`${at}.count`, `more than the ${before.count} before it`)
  for (const [name, names] of Object.entries({ groups, tags }))
    if (names && (names.length === 0 || names.includes(''))) refuse(`${at}.${name}`, 'a list of names')
}

/** When it is done: nothing that cannot come to pass. */
function judgementProblems(at: string, wave: WaveForm, countBefore: number, refuse: Refuse): void {
  const { bake, success, error, minSamples, count } = wave
  seconds(refuse, `${at}.bake`, bake, 0)
  share(refuse, `${at}.success`, success)
  share(refuse, `${at}.error`, error)
  whole(refuse, `${at}.minSamples`, minSamples)
  const own = count === undefined ? Number.POSITIVE_INFINITY : count - countBefore
  if (minSamples !== undefined && own > 0 && minSamples > own)
    refuse(`${at}.minSamples`, `at most ${own}, as many tablets as the wave adds`)
}
