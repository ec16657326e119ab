import { DEPLOYMENT_STATUSES } from '@relevo/core/deployment'
import { Choice } from '../pieces/choice.tsx'
import { filterBy } from '../shell/route.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { said } from '../wording/language.ts'
import { rolloutWords } from '../wording/rollout.ts'
import { words } from '../wording/shared.ts'
import { environmentNames } from './environments-now.ts'
import { chosen } from './filtering.ts'

const STRATEGIES = ['all', 'canary', 'blue-green'] as const

/** Which deployments are listed; it stands in the address. */
export function DeploymentFilter() {
  const version = chosen('version')
  return (
    <search class="filter table-filter">
      <Choice
        label={words.environment}
        value={chosen('environment')}
        options={environmentNames().map((value) => ({ value }))}
        onChoose={(environment) => filterBy({ environment })}
      />
      <Choice
        label={words.status}
        value={chosen('status')}
        options={DEPLOYMENT_STATUSES.map((value) => ({ value, text: said(deploymentWords.statuses, value) }))}
        onChoose={(status) => filterBy({ status })}
      />
      <Choice
        label={rolloutWords.strategy}
        value={chosen('strategy')}
        options={STRATEGIES.map((value) => ({ value, text: rolloutWords.strategies[value] }))}
        onChoose={(strategy) => filterBy({ strategy })}
      />
      {version !== '' && (
        <Choice
          label={words.version}
          value={version}
          options={[{ value: version }]}
          onChoose={(chosenVersion) => filterBy({ version: chosenVersion })}
        />
      )}
    </search>
  )
}
