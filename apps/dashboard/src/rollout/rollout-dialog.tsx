import { useSignal } from '@preact/signals'
import type { RolloutMatter } from '../deployments/asking.ts'
import type { WholeDeployment } from '../deployments/deployment.ts'
import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { ReasonField } from '../pieces/reason-field.tsx'
import { rolloutWords as words } from '../wording/rollout.ts'
import { sumOf } from './wave.ts'

interface RolloutDialogProps {
  about: RolloutMatter
  deployment: WholeDeployment
  /** What would come of it, in numbers. */
  means: string
  onClose(): void
}

/** Asks before a deployment on its way is hastened, ended, or let go on against the brake. */
export function RolloutDialog({ about, deployment, means, onClose }: RolloutDialogProps) {
  const acting = useActing()
  const reason = useSignal('')
  const { id, version, environment, waves = [] } = deployment
  const asks = {
    accept: { title: words.acceptTitle(version), call: 'resume', body: { acceptErrors: true }, more: '' },
    everybody: {
      title: words.everybodyTitle(version),
      call: 'promote',
      body: { all: true },
      more: words.everybodyBrake,
    },
    finish: { title: words.finishTitle(version, environment), call: 'promote', body: { all: true }, more: '' },
    switch: { title: words.switchTitle(version, environment), call: 'promote', body: {}, more: '' },
    end: { title: words.endTitle(version), call: 'abort', body: {}, more: '' },
    retry: { title: words.retryTitle(sumOf(waves).failed, version), call: 'retry', body: {}, more: words.retryAgain },
  }[about]

  async function go(): Promise<void> {
    const why = reason.value.trim()
    const body = about === 'end' && why ? { reason: why } : asks.body
    if (await acting.act(`deployments/${id}/${asks.call}`, body)) onClose()
  }

  return (
    <Dialog title={asks.title} confirm={words.confirms[about]} acting={acting} onConfirm={go} onClose={onClose}>
      <p>
        <strong>{means}</strong> {asks.more && <span class="quiet">{asks.more}</span>}
      </p>
      {about === 'end' && <ReasonField value={reason} />}
    </Dialog>
  )
}
