import { useSignal } from '@preact/signals'
import { APPS } from '@relevo/core/kiosk'
import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { CheckedField, SelectField, TickField } from '../pieces/field.tsx'
import { SecretField } from '../pieces/secret-field.tsx'
import { addressOf } from '../shell/route.ts'
import { kioskWords as words } from '../wording/kiosks.ts'
import { words as shared } from '../wording/shared.ts'
import { changeOf, draftOf, type KioskDraft, NEW_DRAFT, orderOf } from './kiosk-draft.ts'
import type { KioskRow } from './kiosk-row.ts'

/** What is entered of a kiosk; without one, of a new one. */
export function KioskDialog({ kiosk, onClose }: { kiosk?: KioskRow; onClose(): void }) {
  const acting = useActing()
  const before = kiosk ? draftOf(kiosk) : NEW_DRAFT
  const draft = useSignal(before)
  const now = draft.value
  const change = changeOf(before, now)
  const set = (part: Partial<KioskDraft>) => {
    draft.value = { ...draft.value, ...part }
  }
  const field = (name: 'id' | 'name' | 'base' | 'device' | 'restUrl', help?: string, maxLength = 200) => (
    <CheckedField
      label={words.fields[name]}
      value={now[name]}
      help={help}
      maxLength={maxLength}
      onValue={(typed) => set({ [name]: typed })}
    />
  )

  async function save(): Promise<void> {
    if (kiosk) {
      if (await acting.act(`kiosks/${encodeURIComponent(kiosk.id)}`, change, 'PATCH')) onClose()
      return
    }
    const done = await acting.act<KioskRow>('kiosks', orderOf(now))
    if (!done) return
    onClose()
    location.hash = addressOf('kiosk', done.answer.id)
  }

  return (
    <Dialog
      title={kiosk ? words.changeTitle(kiosk.name ?? kiosk.id) : words.addTitle}
      confirm={kiosk ? words.save : words.doAdd}
      isHarmless
      isOff={kiosk !== undefined && Object.keys(change).length === 0}
      acting={acting}
      onConfirm={save}
      onClose={onClose}
    >
      <SelectField
        label={words.app}
        value={now.app}
        choices={APPS.map((value) => ({ value, says: words.apps[value] }))}
        help={words.appHelp[now.app]}
        onValue={(app) => set({ app })}
      />
      {field('name', shared.mayBeEmpty, 64)}
      {!kiosk && field('id', words.idHelp, 64)}
      {now.app !== 'generic' && (
        <>
          {field('base', words.baseHelp)}
          {(now.app === 'fully' || now.device !== '') && field('device', words.deviceHelp, 64)}
          {field('restUrl', words.restHelp[now.app], 512)}
          <SecretField
            label={words.fields.secret}
            value={now.secret}
            help={kiosk?.hasSecret ? words.secretStays : words.secretHelp}
            onValue={(secret) => set({ secret })}
          />
          {kiosk?.hasSecret && (
            <TickField
              label={words.withoutSecret}
              value={now.withoutSecret}
              onValue={(withoutSecret) => set({ withoutSecret })}
            />
          )}
        </>
      )}
      {kiosk?.hasSecret && change.restUrl !== undefined && now.secret === '' && (
        <p class="behind">{words.secretGoes}</p>
      )}
    </Dialog>
  )
}
