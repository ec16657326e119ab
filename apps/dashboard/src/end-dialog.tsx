import { useSignal } from '@preact/signals'
import { useActing } from './acting.ts'
import type { Question } from './asking.ts'
import { Dialog } from './dialog.tsx'
import { ReasonField } from './reason-field.tsx'
import { words } from './wording.ts'

interface EndDialogProps {
  about: Exclude<Question['about'], 'rollback'>
  deployment: Question['deployment']
  onClose(): void
}

/** Asks before a deployment is ended that has deployed nothing yet. */
export function EndDialog({ about, deployment: { id, version, environment }, onClose }: EndDialogProps) {
  const acting = useActing()
  const reason = useSignal('')
  const title = about === 'deny' ? words.denyTitle : words.abortTitle

  async function end(): Promise<void> {
    const said = reason.value.trim()
    if (await acting.act(`deployments/${id}/${about}`, said ? { reason: said } : {})) onClose()
  }

  return (
    <Dialog
      title={title(version, environment)}
      confirm={about === 'deny' ? words.deny : words.abort}
      acting={acting}
      onConfirm={end}
      onClose={onClose}
    >
      <p>{words.denyMeans}</p>
      <ReasonField value={reason} />
    </Dialog>
  )
}
