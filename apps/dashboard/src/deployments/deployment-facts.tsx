import { deploymentWords } from '../wording/deployments.ts'
import { said } from '../wording/language.ts'
import { words } from '../wording/shared.ts'
import { moment } from '../wording/units.ts'
import type { DeploymentRow } from './deployment.ts'
import { took } from './took.ts'

/** What is known of a deployment besides how it goes. */
export function DeploymentFacts({ deployment }: { deployment: DeploymentRow }) {
  const { user, trigger, ref, commit, previousVersion, force, notes, timestamp, startedAt, finishedAt } = deployment
  const facts: [string, string | undefined][] = [
    [deploymentWords.origin, user],
    [deploymentWords.trigger, said(deploymentWords.triggers, trigger)],
    [deploymentWords.ref, ref],
    [deploymentWords.commit, commit],
    [deploymentWords.previous, previousVersion],
    [deploymentWords.forced, force ? words.yes : undefined],
    [words.notes, notes],
    [words.when, moment(timestamp)],
    [deploymentWords.started, moment(startedAt)],
    [deploymentWords.finished, moment(finishedAt)],
    [deploymentWords.took, took(deployment)],
  ]
  return (
    <dl class="facts">
      {facts.map(
        ([name, fact]) =>
          fact && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{fact}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
