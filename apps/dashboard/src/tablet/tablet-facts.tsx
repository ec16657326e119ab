import type { TabletRow } from '../api/rows.ts'
import { type Fact, Facts } from '../pieces/facts.tsx'
import { tabletWords } from '../wording/tablet.ts'
import { engine, moment } from '../wording/units.ts'

/** What is known of a tablet besides how it goes. */
export function TabletFacts({ tablet }: { tablet: TabletRow }) {
  const { id, environment, engine: runsIn, firstSeen, lastSeen, aliases = [] } = tablet
  const facts: Fact[] = [
    [tabletWords.id, id],
    [tabletWords.environment, environment],
    [tabletWords.engine, runsIn && engine(runsIn)],
    [tabletWords.firstSeen, moment(firstSeen)],
    [tabletWords.lastSeenFact, moment(lastSeen)],
    [tabletWords.formerIds, aliases.join(', ')],
  ]
  return (
    <section class="panel">
      <h2>{tabletWords.facts}</h2>
      <Facts facts={facts} class="rows" />
    </section>
  )
}
