import { useEffect } from 'preact/hooks'
import { watchEnvironments } from '../deployments/environments-now.ts'
import { Waiting } from '../deployments/waiting.tsx'
import { Heading } from '../shell/heading.tsx'
import { overviewWords } from '../wording/overview.ts'
import { words } from '../wording/shared.ts'
import { EnvironmentCards } from './environment-cards.tsx'

/** The fleet at a glance: what each environment should run, and what needs a person. */
export function OverviewPage() {
  useEffect(watchEnvironments, [])
  return (
    <>
      <Heading title={words.pages.overview} />
      <Waiting />
      <section class="environments" aria-label={overviewWords.environments}>
        <EnvironmentCards />
      </section>
    </>
  )
}
