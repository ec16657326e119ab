/** How often, in a minute. */
export interface LimitSettings {
  /** Calls of one token or session. */
  calls: number
  /** Sign-ins tried from one address. */
  signIns: number
  /** Calls with a wrong token from one address; and, counted apart, with a wrong signature. */
  guesses: number
}

/** What is usual; far above what people and CI jobs need. */
export const USUAL_LIMITS: LimitSettings = { calls: 600, signIns: 10, guesses: 30 }
