import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { environmentNames } from '../deployments/environments-now.ts'
import { ScopedButton } from '../session/scoped-button.tsx'
import { lackedScope } from '../session/scopes.ts'
import { tabletWords } from '../wording/tablets.ts'
import { amount } from '../wording/units.ts'
import { chosen } from './filter.ts'
import { ForgetDialog } from './forget-dialog.tsx'
import { LabelsDialog } from './labels-dialog.tsx'
import type { ManyDialogProps } from './many-dialog.tsx'
import { PinDialog, UnpinDialog } from './pin-dialog.tsx'
import { type Selection, selectAll, selection, selectNone, sizeOf, tabletsIn } from './selection.ts'
import { SwitchDialog } from './switch-dialog.tsx'

type Asking = ComponentType<Pick<ManyDialogProps, 'find' | 'onClose'>>

const ACTIONS: [says: string, Asks: Asking, colour?: string][] = [
  [tabletWords.switchNow, SwitchDialog],
  [tabletWords.setLabels, LabelsDialog],
  [tabletWords.pinTo, PinDialog],
  [tabletWords.unpin, UnpinDialog],
  [tabletWords.forget, ForgetDialog, 'danger'],
]

/** What can be done with the tablets that are selected; it is not there while none is. */
export function SelectionBar({ path, matching }: { path: string; matching: number }) {
  const asking = useSignal<Asking | undefined>(undefined)
  const count = sizeOf(selection.value, matching)
  const Asks = asking.value
  if (count === 0) return null
  return (
    <section class="selection" aria-label={tabletWords.actionsLabel}>
      <span>
        <strong>{tabletWords.selected(count)}</strong>
        <button type="button" class="plain" onClick={selectNone}>
          {tabletWords.clearSelection}
        </button>
        {!selection.value.isAll && count < matching && (
          <button type="button" class="plain" onClick={selectAll}>
            {tabletWords.selectAll} ({amount(matching)})
          </button>
        )}
      </span>
      <span class="actions">
        {ACTIONS.map(([says, dialog, colour = '']) => (
          <ScopedButton
            key={says}
            kind="deploy"
            environment={firstLacked(selection.value)}
            class={colour}
            onPress={() => {
              asking.value = dialog
            }}
          >
            {says}
          </ScopedButton>
        ))}
      </span>
      {Asks && (
        <Asks
          find={(signal) => tabletsIn(selection.peek(), path, signal)}
          onClose={() => {
            asking.value = undefined
          }}
        />
      )}
    </section>
  )
}

/** The first environment with a tablet in the selection that one may do nothing about; any other, when there is none. */
function firstLacked({ ticked, isAll }: Selection): string {
  const filtered = chosen('environment')
  const all = filtered === '' ? environmentNames() : [filtered]
  const concerned = isAll ? all : [...ticked.values()].map(({ environment }) => environment)
  return concerned.find((one) => lackedScope('deploy', one) !== undefined) ?? concerned[0] ?? ''
}
