import type { WholeDeployment } from './deployment.ts'
import { stepsOf } from './steps-of.ts'
import { moment, said, words } from './wording.ts'

/** The way of a deployment, step by step. */
export function Steps({ deployment }: { deployment: WholeDeployment }) {
  return (
    <section>
      <h3>{words.steps}</h3>
      <ol class="steps">
        {stepsOf(deployment).map(({ name, state, at }) => (
          <li key={name} class={state} aria-current={state === 'now' ? 'step' : undefined}>
            {said(words.deploymentPhases, name)}
            <span class="quiet"> · {at ? moment(at) : words.stepStates[state]}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
