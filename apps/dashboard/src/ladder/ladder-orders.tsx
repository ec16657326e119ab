import { useSignal } from '@preact/signals'
import { useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { ScopedButton } from '../session/scoped-button.tsx'
import { ladderWords as words } from '../wording/ladder.ts'
import { words as shared } from '../wording/shared.ts'
import type { LadderRow } from './ladder-row.ts'

const ORDERS = ['climb', 'done', 'stop'] as const

type Order = (typeof ORDERS)[number]

/** What a person can say to a ladder; where it would mean nothing, it is not offered. */
function isOffered(order: Order, phase: LadderRow['phase']): boolean {
  if (order === 'climb') return phase !== 'sending' && phase !== 'verifying'
  if (order === 'done') return phase !== 'well'
  return phase !== 'left'
}

/** Have it climbed now, leave the tablet alone, or say that somebody was there; and what the server says to that. */
export function LadderOrders({ ladder: { tablet, environment, phase } }: { ladder: LadderRow }) {
  const acting = useActing()
  const under = useSignal<Order | undefined>(undefined)
  const came = useSignal('')

  async function order(what: Order): Promise<void> {
    under.value = what
    came.value = ''
    const path = `tablets/${encodeURIComponent(tablet)}/ladder`
    const done = await acting.act<LadderRow & { duplicate: boolean }>(path, { do: what })
    if (done) came.value = done.answer.duplicate ? words.already : words.cames[what]
  }

  return (
    <>
      <div class="actions">
        {ORDERS.filter((what) => isOffered(what, phase)).map((what) => (
          <ScopedButton
            key={what}
            kind="deploy"
            environment={environment}
            class={what === 'done' && phase === 'needs-hands' ? 'primary' : ''}
            isBusy={acting.isBusy.value}
            onPress={() => order(what)}
          >
            {acting.isBusy.value && under.value === what ? shared.working : words.buttons[what]}
          </ScopedButton>
        ))}
      </div>
      <p role="status" class="outcome">
        {came.value}
      </p>
      <Trouble error={acting.trouble.value} />
    </>
  )
}
