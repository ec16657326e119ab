import type { KioskRow } from '../kiosks/kiosk-row.ts'
import { useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { ScopedButton } from '../session/scoped-button.tsx'
import { kioskWords as words } from '../wording/kiosks.ts'

/** Says of a kiosk that it is not ours, and takes it in. */
export function StandingNote({ kiosk: { id, standing } }: { kiosk: KioskRow }) {
  const acting = useActing()
  return (
    <div class="note">
      <strong>{standing === 'found' ? words.isFound : words.isDismissed}</strong>
      <p>{words.notOurs}</p>
      <div class="actions">
        <ScopedButton
          kind="admin"
          class="primary"
          isBusy={acting.isBusy.value}
          onPress={() => acting.act(`kiosks/${encodeURIComponent(id)}/accept`)}
        >
          {words.accept}
        </ScopedButton>
        {standing === 'found' && (
          <ScopedButton
            kind="admin"
            isBusy={acting.isBusy.value}
            onPress={() => acting.act(`kiosks/${encodeURIComponent(id)}`, {}, 'DELETE')}
          >
            {words.dismiss}
          </ScopedButton>
        )}
      </div>
      <Trouble error={acting.trouble.value} />
    </div>
  )
}
