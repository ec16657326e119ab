import { useEffect } from 'preact/hooks'
import { DeploymentsTable } from './deployments-table.tsx'
import { EnvironmentCards } from './environment-cards.tsx'
import { deployments, environments, releases, stuckCount, tablets, watchFleet } from './live.ts'
import { ReleasesTable } from './releases-table.tsx'
import { TabletsTable } from './tablets-table.tsx'
import { Waiting } from './waiting.tsx'
import { words } from './wording.ts'

/** The fleet on one page: what each environment should run, what each tablet says it runs, what there is to run. */
export function Fleet() {
  useEffect(watchFleet, [])
  return (
    <main>
      <Waiting />
      <section class="environments" aria-label={words.environments}>
        <EnvironmentCards />
        {stuckCount.value > 0 && (
          <div class="stuck" role="status">
            <span>{words.stuckTablets}</span>
            <strong>{stuckCount}</strong>
            <span class="quiet">
              {words.partOf} {tablets.value.count}
            </span>
          </div>
        )}
      </section>
      <TabletsTable list={tablets.value} />
      <DeploymentsTable list={deployments.value} />
      <ReleasesTable list={releases.value} wanted={environments.value.data} />
    </main>
  )
}
