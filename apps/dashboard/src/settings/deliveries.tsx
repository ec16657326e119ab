import { useSignal } from '@preact/signals'
import { getMany } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { ScopedButton } from '../session/scoped-button.tsx'
import { settingWords as words } from '../wording/settings.ts'
import { words as shared } from '../wording/shared.ts'
import { moment } from '../wording/units.ts'

interface DeliveryRow {
  id: string
  sink: string
  state: keyof typeof words.deliveryStates
  attempts: number
  title: string
  createdAt: string
  nextTry?: string
  endedAt?: string
  detail?: string
}

const STATES = ['dead', 'waiting', 'sending', 'sent'] as const
/** As many as there are at first, and as come with each `more`. */
const PORTION = 20

/** A try that is this near is waited for, in milliseconds. */
const SOON = 30_000

function isUnderWay({ state, nextTry }: DeliveryRow): boolean {
  return state === 'sending' || (nextTry !== undefined && Date.parse(nextTry) - Date.now() < SOON)
}

/** What people were told, are being told and could not be told. */
export function Deliveries() {
  const state = useSignal('')
  const wanted = useSignal(PORTION)
  const query = state.value && `?state=${state.value}`
  const look = (signal: AbortSignal) => getMany<DeliveryRow>(`notices${query}`, signal, wanted.value)
  const { seen, trouble } = useLook(['deployments', 'alerts'], look, [query, wanted.value], ({ data }) =>
    data.some(isUnderWay),
  )
  if (!seen.value) return <Trouble error={trouble.value} />
  const { data, count } = seen.value
  if (count === 0 && state.value === '') return null
  return (
    <section class="panel">
      <h2>{words.deliveries}</h2>
      <div class="filter table-filter">
        <label>
          {words.deliveryState}
          <select
            value={state.value}
            onChange={({ currentTarget }) => {
              state.value = currentTarget.value
              wanted.value = PORTION
            }}
          >
            <option value="">{words.all}</option>
            {STATES.map((one) => (
              <option key={one} value={one}>
                {words.deliveryStates[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {count === 0 ? (
        <p class="quiet">{words.noDeliveries}</p>
      ) : (
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
              {data.map((delivery) => (
                <Row key={delivery.id} delivery={delivery} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data.length < count && (
        <p>
          <button
            type="button"
            onClick={() => {
              wanted.value += PORTION
            }}
          >
            {shared.more}
          </button>
        </p>
      )}
    </section>
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
