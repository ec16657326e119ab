/** A stretch of the target that stands in a source too. What lies between two copies is inserted. */
export interface Copy {
  /** Where it begins in the target. */
  at: number
  length: number
  /** Which of the sources. */
  slot: number
  /** Where it begins in that source. */
  from: number
}
