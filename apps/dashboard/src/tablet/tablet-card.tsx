import { useSignal } from '@preact/signals'
import type { TabletRow } from '../api/rows.ts'
import { ScopedButton } from '../session/scoped-button.tsx'
import { tabletWords } from '../wording/tablet.ts'
import { CardDialog } from './card-dialog.tsx'

/** What people wrote down of a tablet. */
export function TabletCard({ tablet }: { tablet: TabletRow }) {
  const { environment, name, group, tags = [], notes, pin } = tablet
  const isAsking = useSignal(false)
  const facts: [string, string | undefined][] = [
    [tabletWords.name, name],
    [tabletWords.group, group],
    [tabletWords.tags, tags.join(', ')],
    [tabletWords.pin, pin],
    [tabletWords.notes, notes],
  ]
  return (
    <section class="panel">
      <div class="title">
        <h2>{tabletWords.card}</h2>
        <ScopedButton
          kind="deploy"
          environment={environment}
          onPress={() => {
            isAsking.value = true
          }}
        >
          {tabletWords.edit}
        </ScopedButton>
      </div>
      <dl class="rows">
        {facts.map(([word, fact]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd class={fact ? undefined : 'quiet'}>{fact || '–'}</dd>
          </div>
        ))}
      </dl>
      {isAsking.value && (
        <CardDialog
          tablet={tablet}
          onClose={() => {
            isAsking.value = false
          }}
        />
      )}
    </section>
  )
}
