import type { List } from './api.ts'
import { addressOf, type DeploymentRow } from './deployment.ts'
import { DeploymentFilter } from './deployment-filter.tsx'
import { colourOf, standing, why } from './deployment-state.tsx'
import { filter, PORTION, wantedRows } from './filtering.ts'
import { Heading } from './heading.tsx'
import { lookAgain } from './looking.ts'
import { Origin } from './origin.tsx'
import { ALL } from './route.ts'
import { Count } from './tablets-table.tsx'
import { took } from './took.ts'
import { moment, words } from './wording.ts'

const more = () => {
  wantedRows.value += PORTION
  lookAgain()
}

/** Every deployment, latest first; each opens its own page. */
export function DeploymentsTable({ list }: { list: List<DeploymentRow> }) {
  const isFiltered = Object.values(filter.value).some((word) => word !== '')
  return (
    <section>
      <Heading takesFocus={location.hash === ALL}>
        {words.deployments} <Count list={list} />
      </Heading>
      {(list.count > 0 || isFiltered) && <DeploymentFilter />}
      {list.count === 0 && isFiltered && <p>{words.noMatch}</p>}
      {list.count === 0 && !isFiltered && (
        <p>
          {words.noDeployments} <code>relevo deploy dist</code>
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
                <th>{words.why}</th>
                <th>{words.origin}</th>
                <th>{words.when}</th>
                <th>{words.took}</th>
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
        <a href={addressOf(deployment.id)}>{deployment.version}</a>
      </td>
      <td data-label={words.status} class={colourOf(deployment)}>
        {standing(deployment)}
      </td>
      <td data-label={words.why} class="why">
        {why(deployment)}
      </td>
      <td data-label={words.origin} class="why">
        <Origin deployment={deployment} />
      </td>
      <td data-label={words.when}>{moment(deployment.timestamp)}</td>
      <td data-label={words.took}>{took(deployment)}</td>
    </tr>
  )
}
