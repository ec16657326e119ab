import { type Bounds, type Fault, readNumber } from './number-field.ts'
import type { Plan } from './plan.ts'

/** How fast a canary goes, and when it has failed. */
export type PaceField = 'atOnce' | 'timeout' | 'verify' | 'patience' | 'maxOffers'

const MONTH = 30 * 24 * 60
const PACE: Record<PaceField, { bounds: Bounds; unit: number }> = {
  atOnce: { bounds: { min: 1, max: 1_000_000, whole: true }, unit: 1 },
  timeout: { bounds: { min: 0.1, max: MONTH }, unit: 60 },
  verify: { bounds: { min: 0, max: MONTH }, unit: 60 },
  patience: { bounds: { min: 0.1, max: MONTH }, unit: 60 },
  maxOffers: { bounds: { min: 1, max: 1_000, whole: true }, unit: 1 },
}

/** What is left empty is not said: the server has its usual for that. */
export function paceOf(
  draft: Record<PaceField, string>,
  faults: { set(field: PaceField, fault: Fault): unknown },
): Partial<Record<PaceField, number>> {
  const pace: Partial<Record<PaceField, number>> = {}
  for (const field of Object.keys(PACE) as PaceField[]) {
    const { bounds, unit } = PACE[field]
    if (draft[field].trim() === '') continue
    const read = readNumber(draft[field], bounds)
    if (typeof read === 'number') pace[field] = Math.round(read * unit)
    else faults.set(field, read)
  }
  return pace
}

/** How fast a plan goes, as it stands in the form. */
export function paceDraftOf(plan: Plan): Partial<Record<PaceField, string>> {
  const fields = (Object.keys(PACE) as PaceField[]).flatMap((field) => {
    const value = plan[field]
    return value === undefined ? [] : [[field, String(Number((value / PACE[field].unit).toFixed(2)))] as const]
  })
  return Object.fromEntries(fields)
}
