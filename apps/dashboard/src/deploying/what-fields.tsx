import { CheckedField, SelectField, TickField } from '../pieces/field.tsx'
import { deployingWords as words } from '../wording/deploying.ts'
import { words as shared } from '../wording/shared.ts'
import { moment } from '../wording/units.ts'
import type { DeployDraft } from './deploy-draft.ts'
import type { FaultWords } from './fault-words.ts'
import type { Choices } from './use-choices.ts'

interface WhatFieldsProps {
  draft: DeployDraft
  choices: Choices
  faults: FaultWords
  onChange(part: Partial<DeployDraft>): void
}

/** Which release, where and when. */
export function WhatFields({ draft, choices: { releases, environments }, faults, onChange }: WhatFieldsProps) {
  const current = environments.find(({ name }) => name === draft.environment)?.current
  const versions = releases.map(({ version, publishedAt, blockedAt }) => ({
    value: version,
    says: [
      version,
      moment(publishedAt),
      version === current && words.currentHere,
      blockedAt !== undefined && words.blocked,
    ]
      .filter(Boolean)
      .join(' · '),
    isOff: blockedAt !== undefined,
  }))
  return (
    <section class="panel fields">
      <SelectField
        label={words.release}
        isWide
        value={draft.version}
        fault={faults.of('version')}
        choices={[{ value: '', says: '–' }, ...versions]}
        onValue={(version) => onChange({ version })}
      />
      <SelectField
        label={words.environment}
        value={draft.environment}
        choices={environments.map(({ name }) => ({ value: name, says: name }))}
        onValue={(environment) => onChange({ environment })}
      />
      <CheckedField
        label={words.startAt}
        type="datetime-local"
        value={draft.startAt}
        fault={faults.of('startAt')}
        help={`${words.startAtHelp} ${Intl.DateTimeFormat().resolvedOptions().timeZone}`}
        onValue={(startAt) => onChange({ startAt })}
      />
      <CheckedField
        label={words.notes}
        value={draft.notes}
        maxLength={4_000}
        help={shared.mayBeEmpty}
        onValue={(notes) => onChange({ notes })}
      />
      <TickField label={words.force} value={draft.force} onValue={(force) => onChange({ force })} />
    </section>
  )
}
