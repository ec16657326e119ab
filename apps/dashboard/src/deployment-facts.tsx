import type { DeploymentRow } from './deployment.ts'
import { took } from './took.ts'
import { moment, said, words } from './wording.ts'

/** What is known of a deployment besides how it goes. */
export function DeploymentFacts({ deployment }: { deployment: DeploymentRow }) {
  const { user, trigger, ref, commit, previousVersion, force, notes, timestamp, startedAt, finishedAt } = deployment
  const facts: [string, string | undefined][] = [
    [words.origin, user],
    [words.trigger, said(words.triggers, trigger)],
    [words.ref, ref],
    [words.commit, commit],
    [words.previous, previousVersion],
    [words.forced, force ? words.yes : undefined],
    [words.notes, notes],
    [words.when, moment(timestamp)],
    [words.started, moment(startedAt)],
    [words.finished, moment(finishedAt)],
    [words.took, took(deployment)],
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
