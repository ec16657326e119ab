import { expect, it } from 'vitest'
import { live } from './waves/life.ts'

/** What has to come to pass somewhere, so that the rules about it were put to the test. */
const COMES_TO_PASS = [
  'deployment: success',
  'deployment: rolled-back',
  'deployment: failed',
  'deployment: gated',
  'brake: pause',
  'brake: rollback',
  'brake: notify',
  'pause: operator',
  'pause: inconclusive',
  'timed_out',
  'failed',
  'failed: offers-spent',
  'incompatible',
  'superseded',
  'fell back after its success',
  'ran it after its failure',
]

/** The lives of many fleets; what broke, as the command that shows it. */
function liveAll(seeds: number, tablets: number, from = 1): { broken: string[]; seen: Record<string, number> } {
  const seen: Record<string, number> = {}
  const broken: string[] = []
  for (let seed = from; seed < from + seeds; seed += 1) {
    const verdict = live(seed, tablets)
    if (verdict.broken) broken.push(`npm run waves -- --tablets ${tablets} --seed ${seed}   # ${verdict.broken}`)
    for (const [what, times] of Object.entries(verdict.seen)) seen[what] = (seen[what] ?? 0) + times
  }
  return { broken, seen }
}

it('spreads a release over many small fleets by the rules', () => {
  const { broken, seen } = liveAll(150, 60)
  expect(broken).toEqual([])
  for (const what of COMES_TO_PASS) expect([what, (seen[what] ?? 0) > 2]).toEqual([what, true])
})

it('spreads a release over larger fleets by the rules', () => {
  expect(liveAll(5, 2_000).broken).toEqual([])
})

// One that is taken back early: a whole way to everybody takes half a minute (`npm run waves -- --tablets 100000`).
it('spreads a release over a hundred thousand tablets by the rules', { timeout: 120_000 }, () => {
  const { broken, seen } = liveAll(1, 100_000, 12)
  expect(broken).toEqual([])
  expect(seen.succeeded).toBeGreaterThan(500)
})
