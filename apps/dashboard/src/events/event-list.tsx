import { eventWords } from '../wording/events.ts'
import { moment, shortMoment } from '../wording/units.ts'
import type { EventRow } from './event-row.ts'
import { EventSentence } from './event-sentence.tsx'
import { isBad } from './told.ts'

/** Events, latest first: when, what, and who did it. */
export function EventList({ events, label }: { events: EventRow[]; label: string }) {
  return (
    <ol class="events" aria-label={label}>
      {events.map((event) => (
        <li key={event.seq} class={isBad(event) ? 'bad-news' : undefined}>
          <time dateTime={event.at} title={moment(event.at)} class="quiet">
            {shortMoment(event.at)}
          </time>
          <span>
            <EventSentence event={event} />
            {event.actor !== undefined && (
              <span class="quiet">
                {' '}
                {eventWords.who} {event.actor}
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}
