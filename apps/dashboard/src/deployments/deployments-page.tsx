import { useEffect } from 'preact/hooks'
import { Count } from '../pieces/count.tsx'
import { Heading } from '../shell/heading.tsx'
import { addressOf } from '../shell/route.ts'
import { deployingWords } from '../wording/deploying.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { DeploymentsTable } from './deployments-table.tsx'
import { watchEnvironments } from './environments-now.ts'
import { deployments, watchDeployments } from './watch-deployments.ts'

/** Every deployment, latest first. */
export function DeploymentsPage() {
  useEffect(watchEnvironments, [])
  useEffect(watchDeployments, [])
  const list = deployments.value
  return (
    <>
      <div class="title">
        <Heading title={deploymentWords.deployments}>{list && <Count list={list} />}</Heading>
        <a class="button primary" href={addressOf('deploy')}>
          {deployingWords.deployRelease}
        </a>
      </div>
      {list && <DeploymentsTable list={list} />}
    </>
  )
}
