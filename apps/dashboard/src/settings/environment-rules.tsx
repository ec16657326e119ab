import { get } from '../api/api.ts'
import type { EnvironmentRow } from '../api/rows.ts'
import type { Plan } from '../deploying/plan.ts'
import { selectorWords } from '../deploying/selector-words.ts'
import { useLook } from '../live/use-look.ts'
import { type Fact, Facts } from '../pieces/facts.tsx'
import { Trouble } from '../pieces/trouble.tsx'
import { said } from '../wording/language.ts'
import { rolloutWords } from '../wording/rollout.ts'
import { settingWords as words } from '../wording/settings.ts'
import { duration } from '../wording/units.ts'

/** An environment with what it keeps to; times in seconds. */
interface RuledEnvironment extends EnvironmentRow {
  rules?: {
    hosts: string[]
    previewHosts: string[]
    approval: boolean
    deployer: string
    health: { delay: number; attempts: number }
    plan?: Plan
  }
}

/** It has all hosts that are nobody's. */
const PRODUCTION = 'production'

/** What each environment keeps to. It is configured, and read here. */
export function EnvironmentRules() {
  const { seen, trouble } = useLook(['environments'], (signal) => get<RuledEnvironment>('environments', signal))
  if (!seen.value) return <Trouble error={trouble.value} />
  return (
    <section class="panel">
      <h2>{words.environments}</h2>
      <p class="quiet">{words.environmentsAre}</p>
      {seen.value.data.map((environment) => (
        <Environment key={environment.name} environment={environment} />
      ))}
    </section>
  )
}

function Environment({ environment: { name, current, rules } }: { environment: RuledEnvironment }) {
  const facts: Fact[] = [[words.current, current ?? words.nothingYet], ...ruleFacts(name, rules)]
  return (
    <>
      <h3>{name}</h3>
      <Facts facts={facts} class="facts" />
    </>
  )
}

function ruleFacts(name: string, rules: RuledEnvironment['rules']): [string, string | undefined][] {
  if (!rules) return []
  const { hosts, previewHosts, approval, deployer, health, plan } = rules
  const named = name === PRODUCTION ? [...hosts, words.otherHosts] : hosts
  return [
    [words.hosts, named.join(', ')],
    [words.previewHosts, previewHosts.join(', ')],
    [words.approval, approval ? words.needsApproval : words.noApproval],
    [words.deployer, said(words.deployers, deployer)],
    [words.health, words.healthIs(health.attempts, duration(health.delay * 1_000))],
    [words.spreads, plan && planWords(plan)],
  ]
}

function planWords({ strategy, waves = [] }: Plan): string {
  const last = waves.length - 1
  const named = waves.map((wave, i) => (i === last ? rolloutWords.everybody : selectorWords(wave)))
  return [rolloutWords.strategies[strategy], named.join(' → ')].filter(Boolean).join(': ')
}
