import type { TabletRow } from '../api/rows.ts'
import { type Fact, Facts } from '../pieces/facts.tsx'
import { said } from '../wording/language.ts'
import { packingWords } from '../wording/packing.ts'
import { tabletWords } from '../wording/tablet.ts'
import { engine, moment } from '../wording/units.ts'

/** What is known of a tablet besides how it goes. */
export function TabletFacts({ tablet }: { tablet: TabletRow }) {
  const { id, environment, engine: runsIn, firstSeen, lastSeen, patch, aliases = [] } = tablet
  const facts: Fact[] = [
    [tabletWords.id, id],
    [tabletWords.environment, environment],
    [tabletWords.engine, runsIn && engine(runsIn)],
    [tabletWords.firstSeen, moment(firstSeen)],
    [tabletWords.lastSeenFact, moment(lastSeen)],
    [packingWords.lastPatch, patch && patchText(patch)],
    [tabletWords.formerIds, aliases.join(', ')],
  ]
  return (
    <section class="panel">
      <h2>{tabletWords.facts}</h2>
      <Facts facts={facts} class="rows" />
    </section>
  )
}

/** From where to where, and how it did. */
function patchText({ from, version, outcome }: NonNullable<TabletRow['patch']>): string {
  const way = from === undefined ? version : `${from} → ${version}`
  const rest = outcome === 'applied' ? '' : `; ${packingWords.fellBack}`
  return `${way}: ${said(packingWords.outcomes, outcome)}${rest}`
}
