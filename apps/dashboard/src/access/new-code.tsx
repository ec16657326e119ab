import { useSignal } from '@preact/signals'
import { useActing } from '../pieces/acting.ts'
import { CheckedField, SelectField } from '../pieces/field.tsx'
import { Trouble } from '../pieces/trouble.tsx'
import { accessWords as words } from '../wording/access.ts'
import { words as shared } from '../wording/shared.ts'
import type { MadeCode } from './access-rows.ts'
import { CODE_DRAFT, type CodeDraft, codeFault, codeOrderOf, LIFETIMES } from './code-draft.ts'

/** Make a code: for which tablet, how long, for how many. */
export function NewCode({ onMade }: { onMade(code: MadeCode): void }) {
  const draft = useSignal(CODE_DRAFT)
  const acting = useActing()
  const fault = codeFault(draft.value)
  const set = (part: Partial<CodeDraft>) => {
    draft.value = { ...draft.value, ...part }
  }

  async function make(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (codeFault(draft.value)) return
    const done = await acting.act<MadeCode>('enrolment-codes', codeOrderOf(draft.value))
    if (done) onMade(done.answer)
  }

  return (
    <form class="fields" onSubmit={make}>
      <CheckedField
        label={words.forTablet}
        value={draft.value.tablet}
        maxLength={64}
        help={words.forTabletHelp}
        fault={fault === 'tablet' ? words.badTablet : undefined}
        onValue={(tablet) => set({ tablet })}
      />
      <SelectField
        label={words.goodFor}
        value={draft.value.lifetime}
        choices={LIFETIMES.map((value) => ({ value, says: words.lifetimes[value] }))}
        onValue={(lifetime) => set({ lifetime })}
      />
      <CheckedField
        label={words.uses}
        value={draft.value.uses}
        isNumber
        maxLength={5}
        help={words.usesHelp}
        fault={fault === 'uses' ? words.badUses : undefined}
        onValue={(uses) => set({ uses })}
      />
      <div class="send">
        <button type="submit" class="primary" disabled={fault !== undefined} aria-disabled={acting.isBusy.value}>
          {acting.isBusy.value ? shared.working : words.makeCode}
        </button>
      </div>
      <Trouble error={acting.trouble.value} />
    </form>
  )
}
