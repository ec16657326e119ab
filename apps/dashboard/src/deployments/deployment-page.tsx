import { useEffect } from 'preact/hooks'
import { AssignmentList } from '../rollout/assignment-list.tsx'
import { RolloutParts } from '../rollout/rollout-parts.tsx'
import { Heading } from '../shell/heading.tsx'
import { addressOf } from '../shell/route.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { CommandOutput } from './command-output.tsx'
import type { WholeDeployment } from './deployment.ts'
import { DeploymentActions } from './deployment-actions.tsx'
import { DeploymentFacts } from './deployment-facts.tsx'
import { colourOf, Progress, standing, why } from './deployment-state.tsx'
import { HealthChecks } from './health-checks.tsx'
import { Steps } from './steps.tsx'
import { shown, watchDeployment } from './watch-deployment.ts'

/** Everything that is known of one deployment, and what can be done about it. */
export function DeploymentPage({ id }: { id: string }) {
  useEffect(() => watchDeployment(id), [id])
  return (
    <>
      <p>
        <a href={addressOf('deployments')}>← {deploymentWords.allDeployments}</a>
      </p>
      {shown.value === null && <Unknown id={id} />}
      {shown.value && <Known {...shown.value} />}
    </>
  )
}

function Known({ deployment, isCurrent }: { deployment: WholeDeployment; isCurrent: boolean }) {
  const { id, version, environment, reason, detail } = deployment
  return (
    <>
      <Heading title={`${environment}: ${version}`} />
      <p role="status" class="standing">
        <strong class={colourOf(deployment)}>{standing(deployment)}</strong> {reason && <span>{why(deployment)}</span>}
      </p>
      {reason === 'superseded' && detail && <a href={addressOf('deployment', detail)}>{deploymentWords.deployment}</a>}
      {deployment.wave === undefined && <Progress deployment={deployment} />}
      <DeploymentActions key={id} deployment={deployment} isCurrent={isCurrent} />
      <RolloutParts key={`rollout ${id}`} deployment={deployment} />
      <DeploymentFacts deployment={deployment} />
      <Steps deployment={deployment} isCurrent={isCurrent} />
      <HealthChecks checks={deployment.checks} />
      <CommandOutput output={deployment.output} />
      {(deployment.waves?.length ?? 0) > 0 && <AssignmentList key={`tablets ${id}`} deployment={deployment} />}
    </>
  )
}

function Unknown({ id }: { id: string }) {
  return (
    <>
      <Heading title={deploymentWords.unknownDeployment} />
      <p>
        <code>{id}</code>
      </p>
      <p>{deploymentWords.unknownDeploymentHelp}</p>
    </>
  )
}
