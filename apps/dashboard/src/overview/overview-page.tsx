import { useEffect } from 'preact/hooks'
import { watchEnvironments } from '../deployments/environments-now.ts'
import { Waiting } from '../deployments/waiting.tsx'
import { NeedsHands } from '../ladder/needs-hands.tsx'
import { RunningAdoption } from '../rollout/running-adoption.tsx'
import { Heading } from '../shell/heading.tsx'
import { overviewWords } from '../wording/overview.ts'
import { words } from '../wording/shared.ts'
import { EnvironmentCards } from './environment-cards.tsx'
import { FiringAlerts } from './firing-alerts.tsx'
import { FleetGlance } from './fleet-glance.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { LatestEvents } from './latest-events.tsx'

/** The fleet at a glance: what needs a person, what each environment runs, how the tablets are, and what happens. */
export function OverviewPage() {
  useEffect(watchEnvironments, [])
  return (
    <>
      <Heading title={words.pages.overview} />
      <NeedsHands />
      <Waiting />
      <FiringAlerts />
      <section class="environments" aria-label={overviewWords.environments}>
        <EnvironmentCards />
      </section>
      <RunningAdoption />
      <FleetGlance />
      <HistoryPanel />
      <LatestEvents />
    </>
  )
}
