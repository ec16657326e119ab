import { deploymentWords } from '../wording/deployments.ts'
import { said } from '../wording/language.ts'
import { moment } from '../wording/units.ts'
import type { WholeDeployment } from './deployment.ts'
import { stepsOf } from './steps-of.ts'

/** The way of a deployment, step by step. */
export function Steps({ deployment, isCurrent }: { deployment: WholeDeployment; isCurrent: boolean }) {
  return (
    <section class="panel">
      <h2>{deploymentWords.steps}</h2>
      <ol class="steps">
        {stepsOf(deployment, isCurrent).map(({ name, state, at }, i) => (
          <li key={`${i} ${name}`} class={state} aria-current={state === 'now' ? 'step' : undefined}>
            {said(deploymentWords.deploymentPhases, name)}
            <span class="quiet"> · {at ? moment(at) : deploymentWords.stepStates[state]}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
