import { addressOf } from '../shell/route.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { moment } from '../wording/units.ts'
import { DeploymentActions } from './deployment-actions.tsx'
import { latest } from './environments-now.ts'
import { Origin } from './origin.tsx'

/** What waits for a person's yes, where nobody can miss it. An environment never has two of them. */
export function Waiting() {
  const waiting = Object.values(latest.value).flatMap(({ last }) => (last?.phase === 'awaiting-approval' ? [last] : []))
  return waiting.map((deployment) => {
    const { id, version, environment, notes, timestamp } = deployment
    return (
      <section
        key={id}
        class="waiting"
        aria-label={`${version} ${deploymentWords.deploymentPhases['awaiting-approval']}`}
      >
        <div>
          <a href={addressOf('deployment', id)}>
            <strong>
              {environment}: {version}
            </strong>
          </a>{' '}
          {deploymentWords.deploymentPhases['awaiting-approval']}
          <div class="quiet">
            <Origin deployment={deployment} /> · {moment(timestamp)}
          </div>
          {notes && <div>{notes}</div>}
        </div>
        <DeploymentActions deployment={deployment} only={['approve', 'deny']} />
      </section>
    )
  })
}
