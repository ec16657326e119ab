import { lackedScope } from '../session/scopes.ts'
import { Heading } from '../shell/heading.tsx'
import { settingWords as words } from '../wording/settings.ts'
import { Deliveries } from './deliveries.tsx'
import { EnvironmentRules } from './environment-rules.tsx'
import { Groups } from './groups.tsx'
import { Sinks } from './sinks.tsx'
import { Tokens } from './tokens.tsx'

/** Who may do what, when groups are updated, what the environments keep to, and who is told. */
export function SettingsPage() {
  const isAdmin = lackedScope('admin') === undefined
  return (
    <>
      <Heading title={words.settings} />
      <section class="panel">
        <h2>{words.tokens}</h2>
        <p class="quiet">{words.tokensAre}</p>
        {isAdmin ? <Tokens /> : <p>{words.onlyAdmin}</p>}
      </section>
      <Groups />
      <EnvironmentRules />
      <Sinks />
      <Deliveries />
    </>
  )
}
