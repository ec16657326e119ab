import { useSignal } from '@preact/signals'
import { get } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { ScopedButton } from '../session/scoped-button.tsx'
import { said } from '../wording/language.ts'
import { settingWords as words } from '../wording/settings.ts'
import { words as shared } from '../wording/shared.ts'
import { amount } from '../wording/units.ts'

interface SinkRow {
  name: string
  kinds: string[]
  waiting: number
  dead: number
}

interface Tested {
  sink: string
  ok: boolean
  detail?: string
}

/** Where notices go, and whether they arrive there. */
export function Sinks() {
  const { seen, trouble } = useLook([], (signal) => get<SinkRow>('sinks', signal))
  if (!seen.value) return <Trouble error={trouble.value} />
  const sinks = seen.value.data
  return (
    <section class="panel">
      <h2>{words.sinks}</h2>
      <p class="quiet">{words.sinksAre}</p>
      {sinks.length === 0 ? (
        <p>{words.noSinks}</p>
      ) : (
        <div class="scroll">
          <table class="stacked">
            <thead>
              <tr>
                <th>{words.sink}</th>
                <th>{words.toldOf}</th>
                <th>{words.onTheirWay}</th>
                <th>{words.givenUp}</th>
                <th>
                  <span class="unseen">{words.test}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {sinks.map((sink) => (
                <Row key={sink.name} sink={sink} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Row({ sink: { name, kinds, waiting, dead } }: { sink: SinkRow }) {
  const acting = useActing()
  const tested = useSignal<Tested | undefined>(undefined)

  async function test(): Promise<void> {
    tested.value = undefined
    const done = await acting.act<Tested[]>('notices/test', { sink: name })
    tested.value = done?.answer[0]
  }

  return (
    <tr>
      <td>
        <strong>{name}</strong>
      </td>
      <td data-label={words.toldOf} class="why">
        {kinds.map((kind) => said(words.kinds, kind)).join(', ')}
      </td>
      <td data-label={words.onTheirWay}>{amount(waiting)}</td>
      <td data-label={words.givenUp} class={dead > 0 ? 'bad' : ''}>
        {amount(dead)}
      </td>
      <td>
        <ScopedButton kind="admin" label={words.testOf(name)} isBusy={acting.isBusy.value} onPress={test}>
          {acting.isBusy.value ? shared.working : words.test}
        </ScopedButton>
        <div role="status" class="why">
          {tested.value?.ok && <span class="good">{words.arrived}</span>}
          {tested.value && !tested.value.ok && (
            <span class="bad">{[words.refused, tested.value.detail].filter(Boolean).join(': ')}</span>
          )}
        </div>
        <Trouble error={acting.trouble.value} />
      </td>
    </tr>
  )
}
