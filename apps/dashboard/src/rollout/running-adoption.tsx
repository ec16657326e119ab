import { isMoving } from '../deployments/deployment.ts'
import { standing } from '../deployments/deployment-state.tsx'
import { latest } from '../deployments/environments-now.ts'
import { addressOf } from '../shell/route.ts'
import { Adoption } from './adoption.tsx'

/** How each release that is on its way over a fleet, wave after wave, comes to its tablets. */
export function RunningAdoption() {
  const running = Object.values(latest.value).flatMap(({ last }) =>
    last?.wave !== undefined && isMoving(last) ? [last] : [],
  )
  return running.map((deployment) => {
    const { id, environment, version } = deployment
    const title = (
      <>
        <a href={addressOf('deployment', id)}>
          {environment}: {version}
        </a>{' '}
        <span class="quiet">{standing(deployment)}</span>
      </>
    )
    return <Adoption key={id} deployment={deployment} title={title} />
  })
}
