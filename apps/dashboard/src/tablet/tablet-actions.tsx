import { useSignal } from '@preact/signals'
import type { TabletRow } from '../api/rows.ts'
import { useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { ScopedButton } from '../session/scoped-button.tsx'
import { addressOf } from '../shell/route.ts'
import { ForgetDialog } from '../tablets/forget-dialog.tsx'
import { Outcome } from '../tablets/outcome.tsx'
import { SwitchDialog } from '../tablets/switch-dialog.tsx'
import { words } from '../wording/shared.ts'
import { tabletWords } from '../wording/tablet.ts'
import { tabletWords as listWords } from '../wording/tablets.ts'
import { MergeDialog } from './merge-dialog.tsx'

type Asking = 'switch' | 'merge' | 'forget'

/** States of an assignment that a tablet does not leave by itself. */
const ENDED = ['failed', 'timed_out', 'rolled_back']

/** What a person can do about one tablet. */
export function TabletActions({ tablet }: { tablet: TabletRow }) {
  const { id, environment, stuck, assignment } = tablet
  const asking = useSignal<Asking | undefined>(undefined)
  const again = useActing()
  const close = () => {
    asking.value = undefined
  }
  const mayTryAgain = stuck !== undefined || ENDED.includes(assignment?.state ?? '')
  const open = (about: Asking) => () => {
    asking.value = about
  }
  const props = { kind: 'deploy', environment } as const
  const find = async () => [tablet]
  return (
    <div>
      <div class="actions">
        <ScopedButton {...props} onPress={open('switch')}>
          {listWords.switchNow}
        </ScopedButton>
        {mayTryAgain && (
          <ScopedButton
            {...props}
            isBusy={again.isBusy.value}
            onPress={() => again.act(`tablets/${encodeURIComponent(id)}/update`)}
          >
            {again.isBusy.value ? words.working : tabletWords.tryAgain}
          </ScopedButton>
        )}
        <ScopedButton {...props} onPress={open('merge')}>
          {tabletWords.merge}
        </ScopedButton>
        <ScopedButton {...props} class="danger" onPress={open('forget')}>
          {listWords.forget}
        </ScopedButton>
      </div>
      <Outcome />
      <Trouble error={again.trouble.value} />
      {asking.value === 'switch' && <SwitchDialog find={find} onClose={close} />}
      {asking.value === 'merge' && <MergeDialog tablet={tablet} onClose={close} />}
      {asking.value === 'forget' && (
        <ForgetDialog
          find={find}
          onClose={close}
          onForgotten={() => {
            location.hash = addressOf('tablets')
          }}
        />
      )}
    </div>
  )
}
