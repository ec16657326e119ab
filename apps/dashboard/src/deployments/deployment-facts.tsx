import { type Fact, Facts } from '../pieces/facts.tsx'
import { addressOf } from '../shell/route.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { said } from '../wording/language.ts'
import { rolloutWords } from '../wording/rollout.ts'
import { words } from '../wording/shared.ts'
import { moment } from '../wording/units.ts'
import type { DeploymentRow } from './deployment.ts'
import { took } from './took.ts'

/** What is known of a deployment besides how it goes. */
export function DeploymentFacts({ deployment }: { deployment: DeploymentRow }) {
  const { version, user, trigger, ref, commit, previousVersion, force, notes, strategy } = deployment
  const { timestamp, startAt, startedAt, finishedAt } = deployment
  const facts: Fact[] = [
    [words.version, <Release key="version" version={version} />],
    [deploymentWords.origin, user],
    [rolloutWords.strategy, strategy && rolloutWords.strategies[strategy]],
    [deploymentWords.trigger, said(deploymentWords.triggers, trigger)],
    [deploymentWords.ref, ref],
    [deploymentWords.commit, commit],
    [deploymentWords.previous, previousVersion && <Release key="previous" version={previousVersion} />],
    [deploymentWords.forced, force ? words.yes : undefined],
    [words.notes, notes],
    [words.when, moment(timestamp)],
    [rolloutWords.startPutOff, moment(startAt)],
    [deploymentWords.started, moment(startedAt)],
    [deploymentWords.finished, moment(finishedAt)],
    [deploymentWords.took, took(deployment)],
  ]
  return <Facts facts={facts} class="facts panel" />
}

function Release({ version }: { version: string }) {
  return <a href={addressOf('release', version)}>{version}</a>
}
