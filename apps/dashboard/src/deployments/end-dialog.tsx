import { useSignal } from '@preact/signals'
import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { ReasonField } from '../pieces/reason-field.tsx'
import { deploymentWords } from '../wording/deployments.ts'
import type { DeploymentRow } from './deployment.ts'

interface EndDialogProps {
  about: 'deny' | 'abort'
  deployment: DeploymentRow
  onClose(): void
}

/** Asks before a deployment is ended that has deployed nothing yet. */
export function EndDialog({ about, deployment: { id, version, environment }, onClose }: EndDialogProps) {
  const acting = useActing()
  const reason = useSignal('')
  const title = about === 'deny' ? deploymentWords.denyTitle : deploymentWords.abortTitle

  async function end(): Promise<void> {
    const said = reason.value.trim()
    if (await acting.act(`deployments/${id}/${about}`, said ? { reason: said } : {})) onClose()
  }

  return (
    <Dialog
      title={title(version, environment)}
      confirm={about === 'deny' ? deploymentWords.deny : deploymentWords.abort}
      acting={acting}
      onConfirm={end}
      onClose={onClose}
    >
      <p>{deploymentWords.denyMeans}</p>
      <ReasonField value={reason} />
    </Dialog>
  )
}
