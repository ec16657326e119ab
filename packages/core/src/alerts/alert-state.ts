/**
 * Where the alert of one rule in one environment stands.
 *
 *   ok ─► pending ─► firing ─► resolved ─► pending …
 *    ▲       │          │  ▲
 *    └───────┘          └──┘ acknowledged: somebody cares for it
 *     well again
 *
 * A silence stands beside it, whatever the phase: nobody is told while it lasts. All times are milliseconds since the epoch.
 */
export type AlertState = Phase & {
  /** Nobody is told before then; it may lie in the past. */
  silencedUntil?: number
}

type Phase =
  | { phase: 'ok' }
  /** It looks bad, and not for long enough. `held`: for how many milliseconds it was seen to be so until `lookedAt`. */
  | { phase: 'pending'; since: number; held: number; lookedAt: number }
  /** `well`: for how long it was seen to be well again until `lookedAt`; absent while it is not. */
  | ({ phase: 'firing'; since: number; firedAt: number; lookedAt: number; well?: number } & Told)
  /** `retired`: nobody looks at it any more, so that it is over says nothing of the fleet. */
  | ({ phase: 'resolved'; since: number; firedAt: number; resolvedAt: number; retired?: true } & Told)

interface Told {
  /** When people were told last; absent while it was silenced all the time. */
  toldAt?: number
  acknowledged?: Acknowledgement
}

/** Somebody has seen it and cares for it: no reminder is sent any more. */
export interface Acknowledgement {
  at: number
  by: string
  note?: string
}

/** Where an alert can stand. */
export type AlertPhase = AlertState['phase']

/** The state every rule begins with. */
export const ALL_WELL: AlertState = { phase: 'ok' }

/** Is nobody told now? */
export function isSilenced({ silencedUntil }: AlertState, at: number): boolean {
  return silencedUntil !== undefined && at < silencedUntil
}
