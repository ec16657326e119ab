import { type Bounds, type Fault, readNames, readNumber } from './number-field.ts'
import type { Selector, WavePlan } from './plan.ts'

/** A wave as it stands in the form: everything as it was typed; bake in minutes, shares in percent. */
export interface WaveDraft {
  /** Tells it from the others while rows come and go. */
  key: number
  by: 'percent' | 'count' | 'groups' | 'tags'
  amount: string
  bake: string
  success: string
  error: string
  /** Empty: as many as the server holds to be enough. */
  minSamples: string
  approval: boolean
}

/** Those of its fields that can be wrong. */
export type WaveField = 'amount' | 'bake' | 'success' | 'error' | 'minSamples'

const PERCENT: Bounds = { min: 0, max: 100 }
const AMOUNTS: Record<'percent' | 'count', Bounds> = {
  percent: { min: 0.01, max: 100 },
  count: { min: 1, max: 1_000_000, whole: true },
}
const WEEK = 7 * 24 * 60

/**
 * What the API is told of a wave.
 *
 * @returns the wave, or what is wrong by field
 */
export function wavePlanOf(draft: WaveDraft): WavePlan | Map<WaveField, Fault> {
  const { by, approval } = draft
  const faults = new Map<WaveField, Fault>()
  const taken = <T>(field: WaveField, read: T | Fault): T => {
    if (typeof read === 'object' && read !== null && 'is' in read) faults.set(field, read)
    return read as T
  }
  const number = (field: WaveField, bounds: Bounds) => taken(field, readNumber(draft[field], bounds))
  const amount =
    by === 'percent' || by === 'count' ? number('amount', AMOUNTS[by]) : taken('amount', readNames(draft.amount))
  const plan: WavePlan = {
    ...({ [by]: amount } as Selector),
    bake: Math.round(number('bake', { min: 0, max: WEEK }) * 60),
    success: shareOf(number('success', PERCENT)),
    error: shareOf(number('error', PERCENT)),
    ...(draft.minSamples.trim() !== '' && {
      minSamples: number('minSamples', { min: 1, max: 1_000_000, whole: true }),
    }),
    approval,
  }
  return faults.size > 0 ? faults : plan
}

/** Percent as a share, without the dust of dividing. */
const shareOf = (percent: number) => Number((percent / 100).toPrecision(12))
const percentOf = (share: number) => String(Number((share * 100).toPrecision(12)))

/** A planned wave as it stands in the form; what it leaves out is as the server would have it. */
export function waveDraftOf(wave: WavePlan, key: number): WaveDraft {
  const { percent, count, groups, tags, bake = 600, success = 0.9, error = 0.05, minSamples, approval = false } = wave
  const [by, amount] =
    count !== undefined
      ? (['count', String(count)] as const)
      : groups
        ? (['groups', groups.join(', ')] as const)
        : tags
          ? (['tags', tags.join(', ')] as const)
          : (['percent', String(percent ?? 100)] as const)
  return {
    key,
    by,
    amount,
    bake: String(Number((bake / 60).toFixed(2))),
    success: percentOf(success),
    error: percentOf(error),
    minSamples: minSamples === undefined ? '' : String(minSamples),
    approval,
  }
}
