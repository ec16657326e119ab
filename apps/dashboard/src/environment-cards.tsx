import { ask } from './asking.ts'
import { News } from './deployment-state.tsx'
import { type Latest, newsOf } from './latest.ts'
import { environments, latest } from './live.ts'
import type { EnvironmentRow } from './rows.ts'
import { ScopedButton } from './scoped-button.tsx'
import { moment, words } from './wording.ts'

/** What each environment should run, what its deployment does, and the way back. */
export function EnvironmentCards() {
  return environments.value.data.map((environment) => (
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
      <strong>{current ?? words.noCurrent}</strong>
      <span class="quiet">{moment(changedAt)}</span>
      {desired !== current && (
        <span class="bad">
          {words.instead} {desired}
        </span>
      )}
      {directive && (
        <span class="bad">
          {words.directive}: {directive.do}
        </span>
      )}
      {news && <News deployment={news} />}
      {back && (
        <ScopedButton kind="deploy" environment={name} class="danger" onPress={() => ask('rollback', back)}>
          {words.backTo} {back.previousVersion}
        </ScopedButton>
      )}
    </div>
  )
}
