/** Why a delivery starts nothing. Closed: `docs/webhooks.md` says of each what it means. */
export const REASONS = [
  'event-unknown',
  'event-off',
  'other-event',
  'branch-unknown',
  'environment-unknown',
  'branch-deleted',
  'tag',
  'fork',
  'pull-request',
  'not-completed',
  'not-successful',
  'action',
  'draft',
  'prerelease',
  'older',
  'no-release',
  'no-version',
  'refused',
] as const

export type Reason = (typeof REASONS)[number]

/** What a delivery is answered, now and whenever it comes again. */
export interface WebhookAnswer {
  /** The delivery's name. */
  delivery: string
  /** GitHub's name of the event, or `plain`. */
  event: string
  /** `deploying`: a deployment was made; `duplicate`: there was one for this order already. */
  result: 'deploying' | 'duplicate' | 'ignored' | 'pong'
  deployment?: string
  /** Of what is ignored. */
  reason?: Reason
  /** The reason in words. */
  detail?: string
}

/**
 * Does this answer stand when the same delivery comes again? What was only too early is looked at anew: GitHub's "Redeliver"
 * keeps the delivery's name, and is what people press once the release is published.
 */
export function isFinal({ reason }: WebhookAnswer): boolean {
  return reason !== 'no-release' && reason !== 'refused'
}
