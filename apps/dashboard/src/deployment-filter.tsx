import { DEPLOYMENT_STATUSES } from '@relevo/core/deployment'
import { filter, PORTION, wantedRows } from './filtering.ts'
import { environments } from './live.ts'
import { lookAgain } from './looking.ts'
import { said, words } from './wording.ts'

function choose(part: Partial<typeof filter.value>): void {
  filter.value = { ...filter.value, ...part }
  wantedRows.value = PORTION
  lookAgain()
}

/** Which deployments are listed. */
export function DeploymentFilter() {
  const { environment, status } = filter.value
  return (
    <div class="filter">
      <label>
        {words.environment}
        <select value={environment} onChange={(event) => choose({ environment: event.currentTarget.value })}>
          <option value="">{words.all}</option>
          {environments.value.data.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.status}
        <select value={status} onChange={(event) => choose({ status: event.currentTarget.value })}>
          <option value="">{words.all}</option>
          {DEPLOYMENT_STATUSES.map((one) => (
            <option key={one} value={one}>
              {said(words.statuses, one)}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
