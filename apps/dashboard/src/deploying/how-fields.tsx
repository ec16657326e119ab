import { CheckedField, SelectField } from '../pieces/field.tsx'
import { deployingWords as words } from '../wording/deploying.ts'
import type { DeployDraft } from './deploy-draft.ts'
import type { FaultWords } from './fault-words.ts'
import { paceDraftOf } from './pace.ts'
import type { Preview } from './plan.ts'
import { waveDraftOf } from './wave-draft.ts'
import { type KnownNames, WaveRows } from './wave-rows.tsx'

const WAYS = ['configured', 'all', 'canary', 'blue-green'] as const
const PACE = ['atOnce', 'timeout', 'verify', 'patience', 'maxOffers'] as const
const ON_ERRORS = ['pause', 'rollback', 'notify'] as const

interface HowFieldsProps {
  draft: DeployDraft
  faults: FaultWords
  known: KnownNames
  /** What would come of the order as it stands. */
  configured: Preview | undefined
  onChange(part: Partial<DeployDraft>): void
}

/** How it spreads, and what belongs to that way. */
export function HowFields({ draft, faults, known, configured, onChange }: HowFieldsProps) {
  /** Whoever wants other waves than the configured ones begins with those. */
  function choose(how: DeployDraft['how']): void {
    const plan = draft.how === 'configured' && how === 'canary' ? configured?.plan : undefined
    const waves = plan?.waves?.map((wave, i) => waveDraftOf(wave, i + 1))
    onChange({ how, ...(waves && plan && { waves, ...paceDraftOf(plan), onError: plan.onError ?? 'pause' }) })
  }
  return (
    <fieldset class="panel fields ways">
      <legend>{words.how}</legend>
      <div class="radios">
        {WAYS.map((way) => (
          <label key={way} class={draft.how === way ? 'chosen' : ''}>
            <input type="radio" name="how" value={way} checked={draft.how === way} onChange={() => choose(way)} />
            <span>
              <strong>{words.ways[way].name}</strong>
              <span class="quiet">{words.ways[way].is}</span>
            </span>
          </label>
        ))}
      </div>
      {draft.how === 'canary' && (
        <>
          <WaveRows waves={draft.waves} faults={faults.waves} known={known} onWaves={(waves) => onChange({ waves })} />
          <SelectField
            label={words.onError}
            value={draft.onError}
            choices={ON_ERRORS.map((value) => ({ value, says: words.onErrors[value] }))}
            onValue={(onError) => onChange({ onError })}
          />
          {PACE.map((field) => (
            <CheckedField
              key={field}
              label={words.pace[field].name}
              value={draft[field]}
              fault={faults.of(field)}
              help={words.pace[field].is}
              isNumber
              onValue={(typed) => onChange({ [field]: typed })}
            />
          ))}
        </>
      )}
      {draft.how === 'blue-green' && (
        <CheckedField
          label={words.autoPromote}
          value={draft.autoPromote}
          fault={faults.of('autoPromote')}
          help={words.autoPromoteHelp}
          isNumber
          onValue={(autoPromote) => onChange({ autoPromote })}
        />
      )}
    </fieldset>
  )
}
