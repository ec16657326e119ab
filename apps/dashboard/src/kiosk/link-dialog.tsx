import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { get } from '../api/api.ts'
import type { TabletRow } from '../api/rows.ts'
import type { KioskRow } from '../kiosks/kiosk-row.ts'
import { useLook } from '../live/use-look.ts'
import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { CheckedField } from '../pieces/field.tsx'
import { kioskWords as words } from '../wording/kiosks.ts'

/** As many are offered for what was typed. */
const OFFERED = 20

/** A person says which tablet runs in a kiosk: nothing that is heard overrules that. */
export function LinkDialog({ kiosk: { id, name, link }, onClose }: { kiosk: KioskRow; onClose(): void }) {
  const acting = useActing()
  const tablet = useSignal('')
  const offer = useId()
  const wanted = tablet.value.trim()
  const { seen } = useLook(
    [],
    (signal) => get<TabletRow>(`tablets?${new URLSearchParams({ q: wanted, limit: String(OFFERED) })}`, signal),
    [wanted],
  )
  const save = async () => {
    if (await acting.act(`kiosks/${encodeURIComponent(id)}/link`, { tablet: wanted })) onClose()
  }
  return (
    <Dialog
      title={words.linkQuestion(name ?? id)}
      confirm={words.doLink}
      isHarmless
      isOff={wanted === '' || wanted === link?.tablet}
      acting={acting}
      onConfirm={save}
      onClose={onClose}
    >
      <CheckedField
        label={words.tabletId}
        value={tablet.value}
        maxLength={64}
        list={offer}
        onValue={(typed) => {
          tablet.value = typed
        }}
      />
      <datalist id={offer}>
        {seen.value?.data.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </datalist>
      <p>{words.linkMeans}</p>
    </Dialog>
  )
}
