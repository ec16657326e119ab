import { Earlier } from '../events/earlier.tsx'
import { EventList } from '../events/event-list.tsx'
import { useLog } from '../events/use-log.ts'
import { tabletWords } from '../wording/tablet.ts'

/** Everything that happened to one tablet, latest first, as it happens. */
export function TabletHistory({ id }: { id: string }) {
  const log = useLog(new URLSearchParams({ tablet: id }).toString(), { portion: 50 })
  const events = log.events.value
  if (!events || events.length === 0) return null
  return (
    <section class="history">
      <h2>{tabletWords.history}</h2>
      <EventList events={events} label={tabletWords.history} />
      <Earlier log={log} />
    </section>
  )
}
