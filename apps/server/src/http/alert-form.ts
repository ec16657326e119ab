import { ALERT_RULES } from '@relevo/core/alerts'
import { z } from 'zod'
import { ALERT_STATES, type ListedAlert } from '../fleet/alerts/alert.ts'
import { iso, TIME } from './forms.ts'

/** An alert on the wire. */
export const ALERT = z.object({
  id: z.string(),
  rule: z.enum(ALERT_RULES),
  environment: z.string(),
  state: z.enum(ALERT_STATES),
  since: TIME.describe('Since when it was so, which is before it fired'),
  firedAt: TIME.describe('When it had been so for long enough'),
  resolvedAt: TIME.optional().describe('When it was over'),
  value: z
    .number()
    .describe(
      'What was measured last: a share from 0 to 1; for `skew` a number of releases, for `no-check-ins` seconds',
    ),
  threshold: z
    .number()
    .describe('Where it fires, in the same unit: from there on, but below it for `adoption-stalled`'),
  samples: z.number().describe('Over how many tablets it was measured'),
  text: z.string().describe('What is so, and what to do next'),
  acknowledged: z
    .object({ at: TIME, by: z.string(), note: z.string().optional() })
    .optional()
    .describe('Who said first that somebody cares for it'),
  silencedUntil: TIME.optional().describe('Until when nobody is told of this rule in this environment'),
})

/** An alert, as it goes over the wire. */
export function shownAlert(alert: ListedAlert): z.output<typeof ALERT> {
  const { id, rule, environment, since, firedAt, resolvedAt, acknowledged, silencedUntil } = alert
  const { value, threshold, samples, text, advice } = alert.reading
  return {
    id,
    rule,
    environment,
    state: resolvedAt === undefined ? 'firing' : 'resolved',
    since: iso(since),
    firedAt: iso(firedAt),
    ...(resolvedAt !== undefined && { resolvedAt: iso(resolvedAt) }),
    value,
    threshold,
    samples,
    // What to do about what is over nobody wants to read.
    text: resolvedAt === undefined ? `${text} ${advice}` : text,
    ...(acknowledged && { acknowledged: { ...acknowledged, at: iso(acknowledged.at) } }),
    ...(silencedUntil !== undefined && { silencedUntil: iso(silencedUntil) }),
  }
}
