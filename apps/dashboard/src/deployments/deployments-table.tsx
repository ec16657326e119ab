import type { List } from '../api/api.ts'
import { lookAgain } from '../live/looking.ts'
import { addressOf } from '../shell/route.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { rolloutWords } from '../wording/rollout.ts'
import { words } from '../wording/shared.ts'
import { moment } from '../wording/units.ts'
import type { DeploymentRow } from './deployment.ts'
import { DeploymentFilter } from './deployment-filter.tsx'
import { colourOf, standing, why } from './deployment-state.tsx'
import { filter, PORTION, wantedRows } from './filtering.ts'
import { Origin } from './origin.tsx'
import { took } from './took.ts'

const more = () => {
  wantedRows.value += PORTION
  lookAgain()
}

/** Every deployment, latest first; each opens its own page. */
export function DeploymentsTable({ list }: { list: List<DeploymentRow> }) {
  const isFiltered = Object.values(filter.value).some((word) => word !== '')
  return (
    <section>
      {(list.count > 0 || isFiltered) && <DeploymentFilter />}
      {list.count === 0 && isFiltered && <p>{deploymentWords.noMatch}</p>}
      {list.count === 0 && !isFiltered && (
        <p>
          {deploymentWords.noDeployments} <code>relevo deploy dist</code>
        </p>
      )}
      {list.count > 0 && (
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
              {list.data.map((deployment) => (
                <Row key={deployment.id} deployment={deployment} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.data.length < list.count && (
        <button type="button" onClick={more}>
          {words.more}
        </button>
      )}
    </section>
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
