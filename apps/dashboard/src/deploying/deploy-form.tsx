import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { Trouble } from '../pieces/trouble.tsx'
import { useFleetCount } from '../rollout/fleet-count.ts'
import { ScopedButton } from '../session/scoped-button.tsx'
import { deployingWords as words } from '../wording/deploying.ts'
import { words as shared } from '../wording/shared.ts'
import { type DeployDraft, newDraft, orderOf } from './deploy-draft.ts'
import { faultWords } from './fault-words.ts'
import { HowFields } from './how-fields.tsx'
import { PlanPreview } from './plan-preview.tsx'
import { serverFaults } from './server-faults.ts'
import { SupersedeDialog } from './supersede-dialog.tsx'
import { type Choices, useKnownNames } from './use-choices.ts'
import { useDeploying } from './use-deploying.ts'
import { usePreview } from './use-preview.ts'
import { WhatFields } from './what-fields.tsx'

interface DeployFormProps {
  choices: Choices
  /** Chosen already, where one came from. */
  version: string
  environment: string
}

/** What is to be deployed and how, who gets it then, and the button. */
export function DeployForm({ choices, version, environment }: DeployFormProps) {
  const asked = choices.environments.find(({ name }) => name === environment) ?? choices.environments[0]
  const draft = useSignal(newDraft(version, asked?.name ?? ''))
  const form = useRef<HTMLFormElement>(null)
  const isTried = useSignal(false)
  const deploying = useDeploying()
  const { acting, open } = deploying
  const wanted = orderOf(draft.value, Date.now())
  const order = 'order' in wanted ? wanted.order : undefined
  const { preview, isLooking, trouble } = usePreview(order)
  const refused = serverFaults(trouble.value, draft.value.waves)
  const faults = faultWords('faults' in wanted ? wanted.faults : undefined, isTried.value, refused.waves)
  const known = useKnownNames(draft.value.environment)
  const fleet = useFleetCount(draft.value.environment, true)
  const change = (part: Partial<DeployDraft>) => {
    draft.value = { ...draft.value, ...part }
  }

  function begin(): void {
    isTried.value = true
    if (order) void deploying.begin(order)
    else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }

  const says = draft.value.startAt === '' ? words.deployTo : words.schedule
  return (
    <form ref={form} class="deploy-form" onSubmit={(event) => event.preventDefault()}>
      <div class="deploy-fields">
        <WhatFields draft={draft.value} choices={choices} faults={faults} onChange={change} />
        <HowFields draft={draft.value} faults={faults} known={known} configured={preview.value} onChange={change} />
      </div>
      <div class="deploy-outcome panel">
        <PlanPreview
          preview={preview.value}
          isLooking={isLooking.value}
          trouble={refused.rest}
          isConfigured={draft.value.how === 'configured'}
          fleet={fleet.value}
        />
        <ScopedButton
          kind="deploy"
          environment={draft.value.environment}
          class="primary"
          isBusy={acting.isBusy.value}
          onPress={begin}
        >
          {acting.isBusy.value
            ? shared.working
            : draft.value.version === ''
              ? words.deploy
              : says(draft.value.version, draft.value.environment)}
        </ScopedButton>
        {!open.value && <Trouble error={acting.trouble.value} />}
      </div>
      {open.value && order && (
        <SupersedeDialog
          key={open.value.nth}
          running={open.value.about}
          version={order.version}
          acting={acting}
          onConfirm={() => deploying.deploy({ ...order, supersede: true })}
          onClose={open.value.close}
        />
      )}
    </form>
  )
}
