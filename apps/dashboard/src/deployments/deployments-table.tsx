import { addressOf } from '../shell/route.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { rolloutWords } from '../wording/rollout.ts'
import { words } from '../wording/shared.ts'
import { moment } from '../wording/units.ts'
import type { DeploymentRow } from './deployment.ts'
import { colourOf, standing, why } from './deployment-state.tsx'
import { Origin } from './origin.tsx'
import { took } from './took.ts'

/** Deployments, each with the way to its own page. */
export function DeploymentsTable({ rows }: { rows: readonly DeploymentRow[] }) {
  return (
    <div class="scroll">
      <table class="stacked links">
        <thead>
          <tr>
            <th>{words.environment}</th>
            <th>{words.version}</th>
            <th>{words.status}</th>
            <th>{rolloutWords.strategy}</th>
            <th>{deploymentWords.origin}</th>
            <th>{words.when}</th>
            <th>{deploymentWords.took}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((deployment) => (
            <Row key={deployment.id} deployment={deployment} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ deployment }: { deployment: DeploymentRow }) {
  return (
    <tr>
      <td>
        <strong>{deployment.environment}</strong>
      </td>
      <td data-label={words.version}>
        <a href={addressOf('deployment', deployment.id)}>{deployment.version}</a>
      </td>
      <td data-label={words.status} class="why">
        <div>
          <span class={colourOf(deployment)}>{standing(deployment)}</span>{' '}
          {deployment.reason && <div class="quiet">{why(deployment)}</div>}
        </div>
      </td>
      <td data-label={rolloutWords.strategy}>{deployment.strategy && rolloutWords.strategies[deployment.strategy]}</td>
      <td data-label={deploymentWords.origin} class="why">
        <Origin deployment={deployment} />
      </td>
      <td data-label={words.when}>{moment(deployment.timestamp)}</td>
      <td data-label={deploymentWords.took}>{took(deployment)}</td>
    </tr>
  )
}
