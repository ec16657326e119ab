import type { Headcount } from './census.ts'

/** How many tablets of an environment reported which release, as it is kept. It holds until the next one. */
export interface Sample extends Headcount {
  environment: string
  at: number
}

/** Samples, kept for a while. */
export interface HistoryStore {
  /** The latest one of each environment. */
  lastSamples(): Promise<Sample[]>
  addSample(sample: Sample): Promise<void>
  /** The sample that held in an environment at each of these times; none for a time before the first. */
  samplesAt(environment: string, times: readonly number[]): Promise<{ time: number; sample: Headcount }[]>
}
