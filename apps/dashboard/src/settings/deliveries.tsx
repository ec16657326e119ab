import { useSignal } from '@preact/signals'
import { getMany } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { settingWords as words } from '../wording/settings.ts'
import { words as shared } from '../wording/shared.ts'
import { type DeliveryRow, DeliveryTable } from './delivery-table.tsx'

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
      {count === 0 ? <p class="quiet">{words.noDeliveries}</p> : <DeliveryTable deliveries={data} />}
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
