import { useComputed, useSignal } from '@preact/signals'
import { getOne, ifThere } from '../api/api.ts'
import { environmentNames } from '../deployments/environments-now.ts'
import { useLook } from '../live/use-look.ts'
import { Choice } from '../pieces/choice.tsx'
import { locale } from '../wording/language.ts'
import { overviewWords } from '../wording/overview.ts'
import { words } from '../wording/shared.ts'
import { amount } from '../wording/units.ts'
import { ChartLegend } from './chart-legend.tsx'
import { HistoryTable } from './history-table.tsx'
import { ReleaseChart } from './release-chart.tsx'
import { layersOf, type ReleaseHistory } from './release-history.ts'

const HOUR = 3_600_000
/** Milliseconds back, by what they are called. */
const SPANS = { '1h': HOUR, '24h': 24 * HOUR, '7d': 7 * 24 * HOUR, '30d': 30 * 24 * HOUR } as const
type Span = keyof typeof SPANS

const asTime = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
const asDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
const timeAxis = (at: number) => asTime.format(at * 1_000)
const dayAxis = (at: number) => asDay.format(at * 1_000)

/** Which releases the tablets reported in the last days, as a chart and as a table. */
export function HistoryPanel() {
  const span = useSignal<Span>('24h')
  const environment = useSignal('')
  const hidden = useSignal<ReadonlySet<string>>(new Set())
  const index = useSignal<number | undefined>(undefined)
  const { seen } = useLook(
    ['tablets'],
    (signal) => {
      const from = new Date(Date.now() - SPANS[span.value]).toISOString()
      const query = new URLSearchParams({ from, ...(environment.value && { environment: environment.value }) })
      return ifThere(getOne<ReleaseHistory>(`history/releases?${query}`, signal))
    },
    [span.value, environment.value],
  )
  const shown = useComputed(() => {
    const history = seen.value
    if (!history) return undefined
    return { layers: layersOf(history), times: history.points.map(({ at }) => Date.parse(at) / 1_000) }
  })

  function toggle(name: string): void {
    const next = new Set(hidden.peek())
    if (!next.delete(name)) next.add(name)
    hidden.value = next
  }

  if (!shown.value) return null // this server keeps no history
  const { layers, times } = shown.value
  const last = times.length - 1
  const now = layers.map(({ name, counts }) => `${name || overviewWords.others}: ${amount(counts[last] ?? 0)}`)
  return (
    <section class="panel">
      <div class="title">
        <h2>{overviewWords.history}</h2>
        <div class="filter">
          <Choice
            label={words.environment}
            value={environment.value}
            options={environmentNames().map((value) => ({ value }))}
            onChoose={(value) => {
              environment.value = value
            }}
          />
          <fieldset class="spans">
            <legend class="unseen">{overviewWords.span}</legend>
            {(Object.keys(SPANS) as Span[]).map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={span.value === one}
                onClick={() => {
                  span.value = one
                }}
              >
                {overviewWords.spans[one]}
              </button>
            ))}
          </fieldset>
        </div>
      </div>
      {times.length < 2 || layers.length === 0 ? (
        <p class="quiet">{overviewWords.noHistory}</p>
      ) : (
        <>
          <ReleaseChart
            times={times}
            layers={layers}
            hidden={hidden.value}
            label={`${overviewWords.chartLabel} ${now.join(', ')}`}
            axis={SPANS[span.value] <= SPANS['24h'] ? timeAxis : dayAxis}
            onPoint={(at) => {
              index.value = at
            }}
          />
          <ChartLegend layers={layers} index={index.value ?? last} hidden={hidden.value} onToggle={toggle} />
          <HistoryTable times={times} layers={layers} />
        </>
      )}
    </section>
  )
}
