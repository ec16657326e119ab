import type { Evidence } from './evidence.ts'

/** What came of looking for one misconfiguration. Nothing is `well` that was not measured. */
export type Outcome =
  | { verdict: 'well'; message: string }
  | {
      verdict: 'found'
      /** Whom or what it is about: a tablet, a kiosk, a client, an address. */
      subject?: string
      message: string
      /** What to do, where that is more exact than what is done about all of its kind. */
      do?: string
    }
  | { verdict: 'unmeasured'; message: string }

/** A misconfiguration that is known, and how it is told from the evidence. */
export interface Check {
  id: string
  /** What it finds, in a few words. */
  finds: string
  /** What comes of it. */
  why: string
  /** The cure. */
  do: string
  /** Pure. At least one outcome. */
  look(evidence: Evidence): Outcome[]
}

/** Nothing is known that could tell. */
export function unmeasured(message: string): Outcome[] {
  return [{ verdict: 'unmeasured', message }]
}

/** What was found, or else how it is. */
export function foundOr(found: readonly Outcome[], otherwise: Outcome): Outcome[] {
  return found.length > 0 ? [...found] : [otherwise]
}

export function well(message: string): Outcome {
  return { verdict: 'well', message }
}
