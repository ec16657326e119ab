import { useSignal } from '@preact/signals'
import { get } from '../api/api.ts'
import type { EnvironmentRow } from '../api/rows.ts'
import { useLook } from '../live/use-look.ts'
import { useActing } from '../pieces/acting.ts'
import { CheckedField, SelectField, TickField } from '../pieces/field.tsx'
import { Trouble } from '../pieces/trouble.tsx'
import { settingWords as words } from '../wording/settings.ts'
import { words as shared } from '../wording/shared.ts'
import { type TokenDraft, toggled, tokenOrderOf } from './token-draft.ts'

const PLAIN = ['read', 'notify', 'release', 'admin'] as const
const NONE: TokenDraft = { name: '', plain: new Set(), deploy: new Set(), approve: new Set(), days: '90' }

/** Make a token that may do what is ticked, and no more. */
export function NewToken({ onMade }: { onMade(token: { name: string; token: string }): void }) {
  const { seen } = useLook(['environments'], (signal) => get<EnvironmentRow>('environments', signal))
  const draft = useSignal(NONE)
  const isTried = useSignal(false)
  const acting = useActing()
  const wanted = tokenOrderOf(draft.value, Date.now())
  const missing = isTried.value && 'missing' in wanted ? wanted.missing : undefined
  const { name, plain, days } = draft.value
  const change = (part: Partial<TokenDraft>) => {
    draft.value = { ...draft.value, ...part }
  }

  async function create(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    isTried.value = true
    const now = tokenOrderOf(draft.value, Date.now())
    if (!('order' in now)) return
    const done = await acting.act<{ name: string; token: string }>('tokens', now.order)
    if (done) onMade(done.answer)
  }

  return (
    <details class="new-token">
      <summary>{words.newToken}</summary>
      <form class="fields" onSubmit={create}>
        <CheckedField
          label={words.name}
          value={name}
          maxLength={64}
          help={words.nameHelp}
          fault={missing === 'name' ? words.needsName : undefined}
          onValue={(typed) => change({ name: typed })}
        />
        <SelectField
          label={words.expires}
          value={days}
          choices={words.expiries.map(([value, says]) => ({ value, says }))}
          onValue={(chosen) => change({ days: chosen })}
        />
        <fieldset class="ticks">
          <legend>{words.scopes}</legend>
          {PLAIN.map((scope) => (
            <TickField
              key={scope}
              label={words.scopeNames[scope]}
              value={plain.has(scope)}
              onValue={(isIn) => change({ plain: toggled(plain, scope, isIn) })}
            />
          ))}
          {missing === 'scopes' && (
            <small class="bad" role="alert">
              {words.needsScope}
            </small>
          )}
        </fieldset>
        {(['deploy', 'approve'] as const).map((kind) => (
          <fieldset key={kind} class="ticks" disabled={plain.has('admin')}>
            <legend>{kind === 'deploy' ? words.deployIn : words.approveIn}</legend>
            {['*', ...(seen.value?.data.map((one) => one.name) ?? [])].map((one) => (
              <TickField
                key={one}
                label={one === '*' ? words.everyEnvironment : one}
                value={draft.value[kind].has(one)}
                onValue={(isIn) => change({ [kind]: toggled(draft.value[kind], one, isIn) })}
              />
            ))}
          </fieldset>
        ))}
        <div>
          <button type="submit" class="primary" aria-disabled={acting.isBusy.value}>
            {acting.isBusy.value ? shared.working : words.create}
          </button>
        </div>
        <Trouble error={acting.trouble.value} />
      </form>
    </details>
  )
}
