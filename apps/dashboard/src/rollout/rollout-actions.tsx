import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { ask, type RolloutMatter } from '../deployments/asking.ts'
import type { WholeDeployment } from '../deployments/deployment.ts'
import { useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { ScopedButton } from '../session/scoped-button.tsx'
import { rolloutWords as words } from '../wording/rollout.ts'
import { words as shared } from '../wording/shared.ts'
import { consequence } from './consequence.ts'
import { useFleetCount } from './fleet-count.ts'
import { possibleActions, type RolloutAction } from './possible-actions.ts'

/** Those that ask first: what they do is not easily undone. */
const ASKED: readonly string[] = ['accept', 'everybody', 'finish', 'switch', 'end', 'retry'] satisfies RolloutMatter[]

function isAsked(action: RolloutAction): action is RolloutMatter {
  return ASKED.includes(action)
}

const DANGEROUS: readonly RolloutAction[] = ['accept', 'everybody', 'finish', 'end']

/** What can be done about a deployment on its way, each with what it means in numbers. What is not possible is not there. */
export function RolloutActions({ deployment }: { deployment: WholeDeployment }) {
  const acting = useActing()
  const possible = possibleActions(deployment)
  const fleet = useFleetCount(deployment.environment, possible.includes('switch'))
  if (possible.length === 0) return null
  const { id, environment, wave = 0 } = deployment
  const meaning = (action: RolloutAction) => consequence(action, deployment, fleet.value)
  const doNow: Partial<Record<RolloutAction, () => unknown>> = {
    pause: () => acting.act(`deployments/${id}/pause`),
    resume: () => acting.act(`deployments/${id}/resume`),
    next: () => acting.act(`deployments/${id}/promote`, { wave: wave + 1 }),
  }
  return (
    <section class="panel">
      <h2>{words.actions}</h2>
      <ul class="consequences">
        {possible.map((action) => (
          <Action
            key={action}
            environment={environment}
            action={action}
            means={meaning(action)}
            isBusy={acting.isBusy.value}
            onPress={() =>
              isAsked(action) ? ask({ about: action, deployment, means: meaning(action) }) : doNow[action]?.()
            }
          >
            {nameOf(action, deployment)}
          </Action>
        ))}
      </ul>
      <Trouble error={acting.trouble.value} />
    </section>
  )
}

interface ActionProps {
  environment: string
  action: RolloutAction
  means: string
  isBusy: boolean
  onPress(): void
  children: ComponentChildren
}

function Action({ environment, action, means, isBusy, onPress, children }: ActionProps) {
  const id = useId()
  return (
    <li>
      <ScopedButton
        kind="deploy"
        environment={environment}
        class={DANGEROUS.includes(action) ? 'danger' : action === 'next' || action === 'switch' ? 'primary' : ''}
        isBusy={isBusy}
        describedBy={id}
        onPress={onPress}
      >
        {isBusy && !isAsked(action) ? shared.working : children}
      </ScopedButton>
      <span id={id} class="quiet">
        {means}
      </span>
    </li>
  )
}

function nameOf(action: RolloutAction, { phase, wave = 0 }: WholeDeployment): string {
  const names: Record<RolloutAction, string> = {
    pause: words.pause,
    resume: words.resume,
    accept: words.accept,
    next: phase === 'gated' ? words.approveNext(wave + 1) : words.next,
    everybody: words.everybodyNow,
    finish: words.finish,
    switch: words.switchNow,
    end: words.end,
    retry: words.retry,
  }
  return names[action]
}
