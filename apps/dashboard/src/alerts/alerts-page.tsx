import { Heading } from '../shell/heading.tsx'
import { words } from '../wording/shared.ts'

/** What the rules over the fleet found. */
export function AlertsPage() {
  return <Heading title={words.pages.alerts} />
}
