import { Heading } from '../shell/heading.tsx'
import { words } from '../wording/shared.ts'

/** What happened. */
export function EventsPage() {
  return <Heading title={words.pages.events} />
}
