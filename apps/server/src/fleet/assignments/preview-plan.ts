import { type Plan, placeOf, reachesOf, USUAL, waveOf } from '@relevo/core/waves'
import { isOnline, type Tablet } from '../tablet.ts'
import type { Counting } from './count-tablets.ts'

/** Who would be in which wave of a plan. */
export interface PlanPreview {
  plan: Plan
  /** Of a canary. */
  waves: { members: number; online: number; examples: string[] }[]
  /** What its writer may not have thought of. */
  warnings: string[]
}

const MOST_EXAMPLES = 10

/**
 * Try a plan on the fleet as it is, and change nothing. The places of a deployment that does not exist yet are not known: the
 * numbers are those it would have, the examples of percentages and counts are not.
 *
 * @param id a name nobody used before
 */
export function previewPlan(plan: Plan, { tablets, roster, poll, at, id }: Counting & { id: string }): PlanPreview {
  if (plan.strategy !== 'canary') return { plan, waves: [], warnings: [] }
  const all = [...tablets].filter((tablet) => roster.of(tablet.id).pin === undefined)
  const placed = all.map((tablet) => ({ tablet, place: placeOf(id, tablet.id), ...roster.of(tablet.id) }))
  const reaches = reachesOf(
    plan,
    placed.map(({ place }) => place),
  )
  const waves = plan.waves.map(() => ({ members: 0, online: 0, examples: [] as string[] }))
  for (const one of placed) {
    const wave = waves[(waveOf(plan, reaches, one) ?? 0) - 1]
    if (!wave) continue
    wave.members += 1
    if (isOnline(one.tablet, poll, at)) wave.online += 1
    const selector = plan.waves[waves.indexOf(wave)]
    const isCertain = selector && ('groups' in selector || 'tags' in selector)
    if (isCertain && wave.examples.length < MOST_EXAMPLES) wave.examples.push(one.tablet.id)
  }
  return { plan, waves, warnings: warningsOf(plan, waves, all) }
}

function warningsOf(
  plan: Plan & { strategy: 'canary' },
  waves: PlanPreview['waves'],
  all: readonly Tablet[],
): string[] {
  if (all.length === 0) return ['No tablet is known there yet: every wave passes at once.']
  return plan.waves.flatMap((wave, i) => {
    const { members = 0, online = 0 } = waves[i] ?? {}
    const least = wave.minSamples ?? Math.min(USUAL.minSamples, online)
    const name = `Wave ${i + 1}`
    if (members === 0) return [`${name} has no tablets: it passes at once.`]
    if (online === 0)
      return [`None of the ${members} tablets of wave ${i + 1} can be reached now: it would wait, and then pause.`]
    if (least > members)
      return [`${name} has ${members} tablets and needs ${least} that report: it would wait, and then pause.`]
    if (least > online)
      return [`${name} needs ${least} tablets that report, and ${online} of its ${members} can be reached now.`]
    return []
  })
}
