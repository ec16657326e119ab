import { useSignal } from '@preact/signals'
import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { CheckedField } from '../pieces/field.tsx'
import { Prose } from '../pieces/prose.tsx'
import { alertWords as words } from '../wording/alerts.ts'
import { said } from '../wording/language.ts'
import type { AlertRow } from './alert-row.ts'

/** Says that somebody is at it, with a word for the others. */
export function AcknowledgeDialog({ alert, onClose }: { alert: AlertRow; onClose(): void }) {
  const { id, rule, environment, text } = alert
  const acting = useActing()
  const note = useSignal('')

  async function acknowledge(): Promise<void> {
    const said = note.value.trim()
    if (await acting.act(`alerts/${id}/acknowledge`, said ? { note: said } : {})) onClose()
  }

  return (
    <Dialog
      title={words.acknowledgeTitle(said(words.rules, rule), environment)}
      confirm={words.doAcknowledge}
      isHarmless
      acting={acting}
      onConfirm={acknowledge}
      onClose={onClose}
    >
      <p lang="en">
        <Prose text={text} />
      </p>
      <p class="quiet">{words.acknowledgeMeans}</p>
      <CheckedField
        label={words.note}
        value={note.value}
        maxLength={256}
        onValue={(typed) => {
          note.value = typed
        }}
      />
    </Dialog>
  )
}
