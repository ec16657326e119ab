import type { EnvironmentRow } from '../api/rows.ts'
import { ask } from '../deployments/asking.ts'
import { News } from '../deployments/deployment-state.tsx'
import { environments, latest } from '../deployments/environments-now.ts'
import { type Latest, newsOf } from '../deployments/latest.ts'
import { ScopedButton } from '../session/scoped-button.tsx'
import { deploymentWords } from '../wording/deployments.ts'
import { overviewWords } from '../wording/overview.ts'
import { moment } from '../wording/units.ts'

/** What each environment should run, what its deployment does, and the way back. */
export function EnvironmentCards() {
  return environments.value?.data.map((environment) => (
    <EnvironmentCard key={environment.name} environment={environment} latest={latest.value[environment.name] ?? {}} />
  ))
}

function EnvironmentCard({ environment, latest }: { environment: EnvironmentRow; latest: Latest }) {
  const { name, current, desired, directive, changedAt } = environment
  const news = newsOf(latest)
  const back = [latest.last, latest.live].find((one) => one?.rollbackAvailable)
  return (
    <div>
      <span class="quiet">{name}</span>
      <strong>{current ?? overviewWords.noCurrent}</strong>
      <span class="quiet">{moment(changedAt)}</span>
      {desired !== current && (
        <span class="bad">
          {overviewWords.instead} {desired}
        </span>
      )}
      {directive && (
        <span class="bad">
          {overviewWords.directive}: {directive.do}
        </span>
      )}
      {news && <News deployment={news} />}
      {back && (
        <ScopedButton
          kind="deploy"
          environment={name}
          class="danger"
          onPress={() => ask({ about: 'rollback', deployment: back })}
        >
          {deploymentWords.backTo} {back.previousVersion}
        </ScopedButton>
      )}
    </div>
  )
}
