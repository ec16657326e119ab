import { useEffect } from 'preact/hooks'
import { watchEnvironments } from '../deployments/environments-now.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { Heading } from '../shell/heading.tsx'
import { filterBy, route } from '../shell/route.ts'
import { eventWords } from '../wording/events.ts'
import { Earlier } from './earlier.tsx'
import { EventFilter } from './event-filter.tsx'
import { EventList } from './event-list.tsx'
import { filterOf, NO_EVENT_FILTER } from './filter.ts'
import { type Log, useLog } from './use-log.ts'

/** Who reads further down than this, in pixels, is not to be pushed on by what comes. */
const READING = 150

/** What happened, and what happens. */
export function EventsPage() {
  const filter = filterOf(route.value.query)
  const log = useLog(filter, { isHeld: () => scrollY > READING })
  useEffect(watchEnvironments, [])
  const events = log.events.value
  return (
    <>
      <Heading title={eventWords.title} />
      <EventFilter />
      <Trouble error={log.trouble.value} />
      <NewOnes log={log} />
      {events?.length === 0 && <Nothing isFiltered={filter !== ''} />}
      {events && events.length > 0 && (
        <>
          <EventList events={events} label={eventWords.title} />
          <Earlier log={log} />
        </>
      )}
    </>
  )
}

function NewOnes({ log: { held, release } }: { log: Log }) {
  const count = held.value.length
  useEffect(() => {
    const atTop = () => scrollY <= READING && held.peek().length > 0 && release()
    addEventListener('scroll', atTop, { passive: true })
    return () => removeEventListener('scroll', atTop)
  }, [])
  return (
    <div class="new-events" role="status">
      {count > 0 && (
        <button
          type="button"
          class="primary"
          onClick={() => {
            release()
            scrollTo({ top: 0 })
          }}
        >
          {eventWords.newOnes(count)}
        </button>
      )}
    </div>
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered) return <p class="empty">{eventWords.none}</p>
  return (
    <div class="empty">
      <p>{eventWords.noMatch}</p>
      <button type="button" onClick={() => filterBy(NO_EVENT_FILTER)}>
        {eventWords.clear}
      </button>
    </div>
  )
}
