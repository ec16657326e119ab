import { RelevoError } from '@relevo/core/errors'
import { z } from 'zod'
import { EVENT_TYPES, type EventType, type FleetEvent } from '../fleet/event.ts'
import type { EventFilter } from '../fleet/events/event-filter.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { ENVIRONMENT, iso, MOMENT, TABLET_ID, TIME, VERSION } from './forms.ts'

/** A line of the log on the wire. */
export const EVENT = z.object({
  seq: z.number(),
  at: TIME,
  type: z.string(),
  environment: z.string().optional(),
  actor: z.string().optional().describe('Who did it: `root` for the server’s own token, else name and id of the token'),
  subject: z.object({ kind: z.string(), id: z.string() }),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})

const TYPES = z.string().transform((text, { issues }): EventType[] => {
  const names = text.split(',')
  const unknown = names.find((name) => !isEventType(name))
  if (unknown !== undefined)
    issues.push({ code: 'custom', input: text, message: `there is no ${unknown.slice(0, 64) || 'empty word'}` })
  return names.filter(isEventType)
})

function isEventType(name: string): name is EventType {
  return EVENT_TYPES.some((type) => type === name)
}

/** Which lines of the log, as callers write it: all that is given must be true of a line. */
export const EVENT_FILTER = z.strictObject({
  type: TYPES.optional().describe(`Of one of these types, with commas between them: ${EVENT_TYPES.join(', ')}`),
  environment: ENVIRONMENT.optional().describe('Of this environment'),
  tablet: TABLET_ID.optional().describe('About this tablet'),
  deployment: z.string().min(1).max(128).optional().describe('About this deployment, or naming it'),
  release: VERSION.optional().describe('About this release, or naming it'),
  actor: z.string().min(1).max(200).optional().describe('Done by this one, as `actor` has it'),
  since: MOMENT.optional().describe('Not before this time, ISO 8601 with an offset'),
  until: MOMENT.optional().describe('Not after this time'),
  q: z.string().min(1).max(200).optional().describe('With this text in its type, subject, actor or data'),
})

/**
 * The filter a caller wrote.
 *
 * @throws RelevoError `environment-unknown`, `invalid-input` for a stretch of time that ends before it begins
 */
export function eventFilterOf(
  { type, tablet, ...asked }: z.output<typeof EVENT_FILTER>,
  fleet: Pick<Fleet, 'environments' | 'tablets'>,
): EventFilter {
  const { environment, since, until } = asked
  if (environment !== undefined && !fleet.environments().some(({ name }) => name === environment))
    throw new RelevoError('environment-unknown', environment)
  if (since !== undefined && until !== undefined && until < since)
    throw new RelevoError('invalid-input', 'until: is before since')
  const tablets = tablet === undefined ? undefined : fleet.tablets.namesOf(tablet)
  const given = Object.entries({ types: type, tablets, ...asked }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given)
}

/** A line of the log as it goes on the wire. */
export function shownEvent(event: FleetEvent): z.output<typeof EVENT> {
  return { ...event, at: iso(event.at) }
}
