import { DEPLOYMENT_STATUSES } from '@relevo/core/deployment'
import { lookAgain } from '../live/looking.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { said } from '../wording/language.ts'
import { words } from '../wording/shared.ts'
import { environments } from './environments-now.ts'
import { filter, PORTION, wantedRows } from './filtering.ts'

function choose(part: Partial<typeof filter.value>): void {
  filter.value = { ...filter.value, ...part }
  wantedRows.value = PORTION
  lookAgain()
}

/** Which deployments are listed. */
export function DeploymentFilter() {
  const { environment, status } = filter.value
  return (
    <div class="filter table-filter">
      <label>
        {words.environment}
        <select value={environment} onChange={(event) => choose({ environment: event.currentTarget.value })}>
          <option value="">{words.all}</option>
          {environments.value?.data.map(({ name }) => (
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
              {said(deploymentWords.statuses, one)}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
