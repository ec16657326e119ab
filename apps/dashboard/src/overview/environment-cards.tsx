import { getOne, ifThere } from '../api/api.ts'
import type { EnvironmentRow, TabletSummary } from '../api/rows.ts'
import { ask } from '../deployments/asking.ts'
import { News } from '../deployments/deployment-state.tsx'
import { environments, latest } from '../deployments/environments-now.ts'
import { type Latest, newsOf } from '../deployments/latest.ts'
import { useLook } from '../live/use-look.ts'
import { ScopedButton } from '../session/scoped-button.tsx'
import { addressOf } from '../shell/route.ts'
import { summaryPath } from '../tablets/filter.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { overviewWords } from '../wording/overview.ts'
import { moment, shortMoment } from '../wording/units.ts'
import { Reached } from './reached.tsx'

/** What each environment should run, how many of its tablets do, what its deployment does, and the way back. */
export function EnvironmentCards() {
  return environments.value?.data.map((environment) => (
    <EnvironmentCard key={environment.name} environment={environment} latest={latest.value[environment.name] ?? {}} />
  ))
}

function EnvironmentCard({ environment, latest }: { environment: EnvironmentRow; latest: Latest }) {
  const { name, current, desired, directive, changedAt } = environment
  const { seen } = useLook(['tablets'], (signal) => ifThere(getOne<TabletSummary>(summaryPath(name), signal)))
  const news = newsOf(latest)
  const back = [latest.last, latest.live].find((one) => one?.rollbackAvailable)
  return (
    <div>
      <span class="quiet">{name}</span>
      <strong>
        {current === undefined ? overviewWords.noCurrent : <a href={addressOf('release', current)}>{current}</a>}
      </strong>
      <span class="quiet" title={moment(changedAt)}>
        {shortMoment(changedAt)}
      </span>
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
      {seen.value && <Reached environment={environment} summary={seen.value} />}
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
