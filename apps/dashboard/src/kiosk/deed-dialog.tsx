import { useSignal } from '@preact/signals'
import type { Deed } from '@relevo/core/kiosk'
import type { KioskRow } from '../kiosks/kiosk-row.ts'
import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { CheckedField } from '../pieces/field.tsx'
import { kioskWords as words } from '../wording/kiosks.ts'

interface DeedDialogProps {
  kiosk: KioskRow
  deed: Exclude<Deed, 'eval' | 'wake'>
  onSent(deed: Deed, way: string): void
  onClose(): void
}

/** Asks before a kiosk is told what whoever stands before it sees. */
export function DeedDialog({ kiosk: { id, name, state }, deed, onSent, onClose }: DeedDialogProps) {
  const acting = useActing()
  const url = useSignal(deed === 'url' ? (state.launchUrl ?? '') : '')
  const isAddress = /^https?:\/\/\S+$/.test(url.value.trim())

  async function send(): Promise<void> {
    const order = deed === 'url' ? { do: deed, url: url.value.trim() } : { do: deed }
    const done = await acting.act<{ way: string }>(`kiosks/${encodeURIComponent(id)}/commands`, order)
    if (!done) return
    onSent(deed, done.answer.way)
    onClose()
  }

  return (
    <Dialog
      title={words.deedTitle(words.deeds[deed].name, name ?? id)}
      confirm={words.doSend}
      acting={acting}
      isOff={deed === 'url' && !isAddress}
      onConfirm={send}
      onClose={onClose}
    >
      {deed === 'url' && (
        <CheckedField
          label={words.address}
          value={url.value}
          maxLength={2_048}
          help={words.addressHelp}
          onValue={(typed) => {
            url.value = typed
          }}
        />
      )}
      <p>{words.deeds[deed].noticed}</p>
    </Dialog>
  )
}
