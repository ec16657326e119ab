import type { AssignmentPhase } from '@relevo/core/waves'
import type { Selector } from '../deploying/plan.ts'

/** What the server makes of a wave; shares from 0 to 1. */
export interface VerdictRow {
  kind: 'passed' | 'inconclusive' | 'errors' | 'waiting'
  value: number
  threshold: number
  samples: number
  /** Of them, how many failed. */
  errors?: number
}

/** A wave of a deployment that runs or ran, with its tablets counted. Times in seconds, shares from 0 to 1. */
export interface WaveRow extends Selector {
  wave: number
  bake: number
  success: number
  error: number
  minSamples?: number
  approval: boolean
  status: 'pending' | 'open' | 'baking' | 'passed'
  openedAt?: string
  passedAt?: string
  members: number
  online: number
  underWay: number
  /** They have it for long, and wait for a person or for their hours. */
  held?: number
  succeeded: number
  /** Also those that took too long or went back. */
  failed: number
  waiting: number
  /** Of those waiting: for their maintenance window. */
  forWindow?: number
  incompatible: number
  verdict?: VerdictRow
}

/** One tablet in one deployment. */
export interface MemberRow {
  tablet: string
  name?: string
  wave: number
  state: AssignmentPhase
  since: string
  attempts: number
  offers: number
  code?: string
  detail?: string
  release?: string
  presence?: string
  online?: boolean
}

/** How many tablets had the release when. */
export interface Adoption {
  /** Tablets of its environment; absent when nobody is on the way to it any more. */
  members?: number
  points: { at: string; succeeded: number; failed: number }[]
}

/** The tablets of some waves, counted. */
export type Counts = Pick<WaveRow, 'members' | 'underWay' | 'succeeded' | 'failed' | 'waiting' | 'incompatible'>

/**
 * The tablets of all these waves together.
 *
 * @example sumOf(waves.filter(({ status }) => status === 'pending')).members // those whose wave has not begun
 */
export function sumOf(waves: readonly WaveRow[]): Counts {
  const sum = { members: 0, underWay: 0, succeeded: 0, failed: 0, waiting: 0, incompatible: 0 }
  for (const wave of waves) {
    for (const what of Object.keys(sum) as (keyof Counts)[]) sum[what] += wave[what]
  }
  return sum
}
