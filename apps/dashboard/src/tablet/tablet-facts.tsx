import type { TabletRow } from '../api/rows.ts'
import { tabletWords } from '../wording/tablet.ts'
import { engine, moment } from '../wording/units.ts'

/** What is known of a tablet besides how it goes. */
export function TabletFacts({ tablet }: { tablet: TabletRow }) {
  const { id, environment, engine: runsIn, firstSeen, lastSeen, aliases = [] } = tablet
  const facts: [string, string | undefined][] = [
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
      <dl class="rows">
        {facts.map(
          ([name, fact]) =>
            fact && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{fact}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  )
}
