import type { BrakeAction, Verdict } from '../waves/index.ts'

/** How far a canary came. Times are milliseconds since the epoch. */
export interface Spread {
  /** The wave that was opened last, from 1; 0 before the first. */
  wave: number
  /** Of each wave that was opened: how far it reaches into the queue. */
  reaches: readonly number[]
  /** What is remembered of each wave that was opened. */
  waves: readonly WaveRecord[]
  /** Failures before were accepted by a person. */
  countFrom: number
  /** When a pause ended last: patience begins anew. */
  resumedAt?: number
  /** A person wants no more offers, or nothing can be said; the brake is a matter of its own. */
  paused?: Pause
  /** Too many tablets failed. */
  brake?: Brake
}

/** What is remembered of a wave. */
export interface WaveRecord {
  openedAt: number
  passedAt?: number
  /** What was decided last, and on what grounds. */
  verdict?: Verdict
}

/** Nobody is offered the release until somebody says so; who is on the way goes on. */
export interface Pause {
  at: number
  why: 'operator' | 'inconclusive'
  detail?: string
}

/** What pulled the brake, and what it does: `notify` stops nothing. */
export interface Brake {
  at: number
  wave: number
  errors: number
  samples: number
  /** The share that fails at least, 0 to 1. */
  value: number
  threshold: number
  action: BrakeAction
}

/** Before the first wave. */
export const UNOPENED: Spread = { wave: 0, reaches: [], waves: [], countFrom: 0 }

/** May tablets be offered the release? */
export function mayOffer({ paused, brake }: Spread): boolean {
  return !paused && !isBraked(brake)
}

/** Does the brake hold anything? */
export function isBraked(brake: Brake | undefined): boolean {
  return brake !== undefined && brake.action !== 'notify'
}
