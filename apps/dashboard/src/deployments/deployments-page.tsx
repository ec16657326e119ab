import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Count } from '../pieces/count.tsx'
import { MoreButton } from '../pieces/more-button.tsx'
import { Heading } from '../shell/heading.tsx'
import { addressOf } from '../shell/route.ts'
import { deployingWords } from '../wording/deploying.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { DeploymentFilter } from './deployment-filter.tsx'
import { DeploymentsTable } from './deployments-table.tsx'
import { watchEnvironments } from './environments-now.ts'
import { deploymentsPath, isFiltered } from './filtering.ts'
import { deployments, watchDeployments } from './watch-deployments.ts'

/** As many rows as there are at first, and as come with each `more`. */
const PORTION = 20

/** Every deployment, latest first. */
export function DeploymentsPage() {
  const path = deploymentsPath()
  const wanted = useSignal(PORTION)
  useEffect(watchEnvironments, [])
  useEffect(() => watchDeployments(path, wanted.value), [path, wanted.value])
  const list = deployments.value
  return (
    <>
      <div class="title">
        <Heading title={deploymentWords.deployments}>{list && <Count list={list} />}</Heading>
        <a class="button primary" href={addressOf('deploy')}>
          {deployingWords.deployRelease}
        </a>
      </div>
      {list && (list.count > 0 || isFiltered()) && <DeploymentFilter />}
      {list?.count === 0 && (
        <div class="empty">
          {isFiltered() ? (
            deploymentWords.noMatch
          ) : (
            <>
              {deploymentWords.noDeployments} <code>relevo deploy dist</code>
            </>
          )}
        </div>
      )}
      {list && list.count > 0 && <DeploymentsTable rows={list.data} />}
      <MoreButton
        list={list}
        onMore={() => {
          wanted.value += PORTION
        }}
      />
    </>
  )
}
