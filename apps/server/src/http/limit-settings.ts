/** How often, in a minute. For an address of IPv6 count all of its /64. */
export interface LimitSettings {
  /** Calls of one token or session. */
  calls: number
  /** Sign-ins tried from one address. */
  signIns: number
  /** Calls with a wrong token from one address; and, counted apart, with a wrong signature. */
  guesses: number
  /** Enrolments with a wrong code or key, from one address. */
  enrolGuesses: number
  /** The same from all addresses together. */
  allEnrolGuesses: number
  /** Enrolments tried, from all addresses together. */
  enrolments: number
}

/** What is usual; far above what people and CI jobs need. */
export const USUAL_LIMITS: LimitSettings = {
  calls: 600,
  signIns: 10,
  guesses: 30,
  enrolGuesses: 30,
  allEnrolGuesses: 300,
  enrolments: 3_000,
}
