import { useSignal } from '@preact/signals'
import { get } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { useNow } from '../pieces/use-now.ts'
import { ScopedButton } from '../session/scoped-button.tsx'
import { addressOf } from '../shell/route.ts'
import { accessWords as words } from '../wording/access.ts'
import { amount, duration, moment } from '../wording/units.ts'
import type { CodeRow } from './access-rows.ts'

/** Codes that are good, with the time each has left; on demand those that are not any more. */
export function Codes() {
  const { seen, trouble } = useLook([], (signal) => get<CodeRow>('enrolment-codes', signal))
  const showsEnded = useSignal(false)
  if (!seen.value) return <Trouble error={trouble.value} />
  const good = seen.value.data.filter(({ state }) => state === 'good')
  const ended = seen.value.data.length - good.length
  const shown = showsEnded.value ? seen.value.data : good
  return (
    <>
      <Trouble error={trouble.value} />
      {shown.length === 0 ? (
        <p class="quiet">{words.noCodes}</p>
      ) : (
        <div class="scroll">
          <table class="stacked" aria-label={words.codes}>
            <thead>
              <tr>
                <th>{words.forTablet}</th>
                <th>{words.used}</th>
                <th>{words.timeLeft}</th>
                <th>{words.madeBy}</th>
                <th>
                  <span class="unseen">{words.withdraw}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((code) => (
                <Row key={code.id} code={code} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {ended > 0 && !showsEnded.value && (
        <p>
          <button
            type="button"
            class="plain"
            onClick={() => {
              showsEnded.value = true
            }}
          >
            {words.showEnded(ended)}
          </button>
        </p>
      )}
    </>
  )
}

function Row({ code: { id, tablet, uses, used, state, expiresAt, createdBy, createdAt } }: { code: CodeRow }) {
  const acting = useActing()
  const now = useNow()
  const left = Date.parse(expiresAt) - now.value
  return (
    <tr class={state === 'good' ? undefined : 'ended'}>
      <td>
        <strong>{tablet === undefined ? words.anyTablet : <a href={addressOf('tablet', tablet)}>{tablet}</a>}</strong>{' '}
        <span class="quiet">{id}</span>
      </td>
      <td data-label={words.used}>{words.usedOf(amount(used), amount(uses))}</td>
      <td data-label={words.timeLeft}>
        {state === 'good' ? (left > 0 ? duration(left) : words.states.expired) : words.states[state]}
      </td>
      <td data-label={words.madeBy}>
        <div>
          {createdBy}
          <div class="quiet">{moment(createdAt)}</div>
        </div>
      </td>
      <td>
        {state === 'good' && (
          <ScopedButton
            kind="admin"
            class="danger"
            label={words.withdrawOf(id)}
            isBusy={acting.isBusy.value}
            onPress={() => acting.act(`enrolment-codes/${encodeURIComponent(id)}`, {}, 'DELETE')}
          >
            {words.withdraw}
          </ScopedButton>
        )}
        <Trouble error={acting.trouble.value} />
      </td>
    </tr>
  )
}
