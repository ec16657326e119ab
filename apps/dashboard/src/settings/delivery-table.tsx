import { useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { ScopedButton } from '../session/scoped-button.tsx'
import { settingWords as words } from '../wording/settings.ts'
import { moment } from '../wording/units.ts'

/** A notice on its way to a sink, or what became of it. */
export interface DeliveryRow {
  id: string
  sink: string
  state: 'waiting' | 'sending' | 'sent' | 'dead'
  attempts: number
  title: string
  createdAt: string
  nextTry?: string
  endedAt?: string
  detail?: string
}

/** Notices, each with what became of it; one that was given up can be sent again. */
export function DeliveryTable({ deliveries }: { deliveries: readonly DeliveryRow[] }) {
  return (
    <div class="scroll">
      <table class="stacked">
        <thead>
          <tr>
            <th>{words.notice}</th>
            <th>{words.sink}</th>
            <th>{words.deliveryState}</th>
            <th>{words.attempts}</th>
            <th>{words.when}</th>
            <th>{words.answer}</th>
            <th>
              <span class="unseen">{words.resend}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const COLOURS = { dead: 'bad', sent: 'good', waiting: '', sending: '' }

function Row({ delivery }: { delivery: DeliveryRow }) {
  const { id, sink, state, attempts, title, createdAt, nextTry, endedAt, detail } = delivery
  const acting = useActing()
  return (
    <tr>
      <td class="why">{title}</td>
      <td data-label={words.sink}>{sink}</td>
      <td data-label={words.deliveryState}>
        <div>
          <span class={COLOURS[state]}>{words.deliveryStates[state] ?? state}</span>
          {nextTry && <div class="quiet">{words.nextTry(moment(nextTry))}</div>}
          <Trouble error={acting.trouble.value} />
        </div>
      </td>
      <td data-label={words.attempts}>{attempts}</td>
      <td data-label={words.when}>{moment(endedAt ?? createdAt)}</td>
      <td data-label={words.answer} class="why">
        {detail}
      </td>
      <td>
        {state === 'dead' && (
          <ScopedButton
            kind="admin"
            label={words.resendOf(title)}
            isBusy={acting.isBusy.value}
            onPress={() => acting.act(`notices/${encodeURIComponent(id)}/resend`)}
          >
            {words.resend}
          </ScopedButton>
        )}
      </td>
    </tr>
  )
}
