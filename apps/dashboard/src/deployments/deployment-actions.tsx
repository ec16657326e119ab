import { type Acting, useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { ScopedButton } from '../session/scoped-button.tsx'
import { deploymentWords } from '../wording/deployments.ts'
import { words } from '../wording/shared.ts'
import { ask } from './asking.ts'
import type { DeploymentRow } from './deployment.ts'

type Action = 'approve' | 'deny' | 'abort' | 'rollback' | 'check'

interface DeploymentActionsProps {
  deployment: DeploymentRow
  /** Its release is what its environment runs. */
  isCurrent?: boolean
  /** Those that are offered; all, without it. */
  only?: Action[]
}

/** What a person can do about a deployment as it stands. */
export function DeploymentActions({ deployment, isCurrent = false, only }: DeploymentActionsProps) {
  const approving = useActing()
  const checking = useActing()
  const { phase, rollbackAvailable } = deployment
  const isPossible: Record<Action, boolean> = {
    approve: phase === 'awaiting-approval',
    deny: phase === 'awaiting-approval',
    abort: phase === 'awaiting-approval' || phase === 'pending' || phase === 'preparing',
    rollback: rollbackAvailable,
    check: isCurrent,
  }
  const has = (action: Action) => isPossible[action] && (only === undefined || only.includes(action))
  return (
    <div>
      <div class="actions">
        {has('approve') && <Approve deployment={deployment} acting={approving} />}
        {has('deny') && <Ask about="deny" deployment={deployment} says={deploymentWords.deny} />}
        {has('abort') && <Ask about="abort" deployment={deployment} says={deploymentWords.abort} />}
        {has('rollback') && <Ask about="rollback" deployment={deployment} says={deploymentWords.goBack} />}
        {has('check') && <CheckNow deployment={deployment} acting={checking} />}
      </div>
      <Trouble error={approving.trouble.value ?? checking.trouble.value} />
    </div>
  )
}

interface ActingOn {
  deployment: DeploymentRow
  acting: Acting
}

function Approve({ deployment: { id, environment }, acting: { isBusy, act } }: ActingOn) {
  return (
    <ScopedButton
      kind="approve"
      environment={environment}
      class="primary"
      isBusy={isBusy.value}
      onPress={() => act(`deployments/${id}/approve`)}
    >
      {isBusy.value ? words.working : deploymentWords.approve}
    </ScopedButton>
  )
}

function CheckNow({ deployment: { id, environment }, acting: { isBusy, act } }: ActingOn) {
  return (
    <ScopedButton
      kind="deploy"
      environment={environment}
      isBusy={isBusy.value}
      onPress={() => act(`deployments/${id}/health-check`)}
    >
      {isBusy.value ? words.working : deploymentWords.checkNow}
    </ScopedButton>
  )
}

function Ask({
  about,
  deployment,
  says,
}: {
  about: 'deny' | 'abort' | 'rollback'
  deployment: DeploymentRow
  says: string
}) {
  return (
    <ScopedButton
      kind={about === 'deny' ? 'approve' : 'deploy'}
      environment={deployment.environment}
      class="danger"
      onPress={() => ask({ about, deployment })}
    >
      {says}
    </ScopedButton>
  )
}
