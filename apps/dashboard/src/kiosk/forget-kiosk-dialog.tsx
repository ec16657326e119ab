import type { KioskRow } from '../kiosks/kiosk-row.ts'
import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { addressOf } from '../shell/route.ts'
import { kioskWords as words } from '../wording/kiosks.ts'

/** Asks before a kiosk is forgotten. */
export function ForgetKioskDialog({ kiosk: { id, name, link }, onClose }: { kiosk: KioskRow; onClose(): void }) {
  const acting = useActing()
  const forget = async () => {
    if (!(await acting.act(`kiosks/${encodeURIComponent(id)}`, {}, 'DELETE'))) return
    onClose()
    location.hash = addressOf('kiosks')
  }
  return (
    <Dialog
      title={words.forgetTitle(name ?? id)}
      confirm={words.doForget}
      acting={acting}
      onConfirm={forget}
      onClose={onClose}
    >
      <p>{words.forgetMeans(link?.tablet)}</p>
    </Dialog>
  )
}
