import { EventList } from '../events/event-list.tsx'
import { useLog } from '../events/use-log.ts'
import { addressOf } from '../shell/route.ts'
import { eventWords } from '../wording/events.ts'
import { overviewWords } from '../wording/overview.ts'

/** So many say what is going on. */
const SHOWN = 12

/** What happened last, as it happens. */
export function LatestEvents() {
  const events = useLog('', { portion: SHOWN }).events.value
  if (!events) return null
  return (
    <section class="latest">
      <div class="title">
        <h2>{overviewWords.latest}</h2>
        <a href={addressOf('events')}>{overviewWords.allEvents}</a>
      </div>
      {events.length === 0 ? (
        <p class="empty">{eventWords.none}</p>
      ) : (
        <EventList events={events.slice(0, SHOWN)} label={overviewWords.latest} />
      )}
    </section>
  )
}
