import { useEffect } from 'preact/hooks'
import { CommandOutput } from './command-output.tsx'
import { addressOf, type WholeDeployment } from './deployment.ts'
import { DeploymentActions } from './deployment-actions.tsx'
import { DeploymentFacts } from './deployment-facts.tsx'
import { colourOf, Progress, standing, why } from './deployment-state.tsx'
import { Heading } from './heading.tsx'
import { HealthChecks } from './health-checks.tsx'
import { ALL } from './route.ts'
import { Steps } from './steps.tsx'
import { shown, watchDeployment } from './watch-deployment.ts'
import { words } from './wording.ts'

/** Everything that is known of one deployment, and what can be done about it. */
export function DeploymentPage({ id }: { id: string }) {
  useEffect(() => watchDeployment(id), [id])
  return (
    <main>
      <p>
        <a href={ALL}>← {words.allDeployments}</a>
      </p>
      {shown.value === null && <Unknown id={id} />}
      {shown.value && <Known {...shown.value} />}
    </main>
  )
}

function Known({ deployment, isCurrent }: { deployment: WholeDeployment; isCurrent: boolean }) {
  const { id, version, environment, reason, detail } = deployment
  return (
    <>
      <Heading takesFocus>
        {environment}: {version}
      </Heading>
      <p role="status" class="standing">
        <strong class={colourOf(deployment)}>{standing(deployment)}</strong> {reason && <span>{why(deployment)}</span>}
      </p>
      {reason === 'superseded' && detail && <a href={addressOf(detail)}>{words.deployment}</a>}
      <Progress deployment={deployment} />
      <DeploymentActions key={id} deployment={deployment} isCurrent={isCurrent} />
      <DeploymentFacts deployment={deployment} />
      <Steps deployment={deployment} />
      <HealthChecks checks={deployment.checks} />
      <CommandOutput output={deployment.output} />
    </>
  )
}

function Unknown({ id }: { id: string }) {
  return (
    <>
      <Heading takesFocus>{words.unknownDeployment}</Heading>
      <p>
        <code>{id}</code>
      </p>
      <p>{words.unknownDeploymentHelp}</p>
    </>
  )
}
