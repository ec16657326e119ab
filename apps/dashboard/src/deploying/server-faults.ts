import { ApiError } from '../api/api-error.ts'
import type { WaveDraft, WaveField } from './wave-draft.ts'

/** What the server finds wrong with a plan: what belongs to a field of a wave, and all else. */
export interface ServerFaults {
  waves: Map<number, Map<WaveField, string>>
  /** Without what stands at a field already; absent when that is all. */
  rest?: unknown
}

const AMOUNTS: readonly string[] = ['percent', 'count', 'groups', 'tags']
const FIELDS: readonly string[] = ['bake', 'success', 'error', 'minSamples']

/**
 * Put what the server refuses of a plan to its fields. It names each as in `waves[1].percent must be more than the 5 before it`.
 *
 * @param drafts the waves it was asked about
 */
export function serverFaults(error: unknown, drafts: readonly WaveDraft[]): ServerFaults {
  const waves: ServerFaults['waves'] = new Map()
  if (!(error instanceof ApiError) || error.code !== 'plan-invalid')
    return { waves, ...(error !== undefined && { rest: error }) }
  let isAllPlaced = true
  for (const problem of (error.detail ?? '').split('; ')) {
    const [, nth = '', field = '', must] = /^waves\[(\d+)\](?:\.(\w+))? must be (.+)$/.exec(problem) ?? []
    const key = drafts[Number(nth)]?.key
    const at =
      field === '' || AMOUNTS.includes(field) ? 'amount' : FIELDS.includes(field) ? (field as WaveField) : undefined
    if (must === undefined || key === undefined || at === undefined) isAllPlaced = false
    else waves.set(key, new Map([...(waves.get(key) ?? []), [at, must]]))
  }
  return { waves, ...(!isAllPlaced && { rest: error }) }
}
