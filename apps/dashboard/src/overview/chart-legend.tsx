import { overviewWords } from '../wording/overview.ts'
import { amount } from '../wording/units.ts'
import { colourOf } from './chart-colours.ts'
import type { Layer } from './release-history.ts'

interface ChartLegendProps {
  layers: Layer[]
  /** The moment whose counts it says. */
  index: number
  hidden: ReadonlySet<string>
  onToggle(name: string): void
}

/** What each colour stands for, with the number of tablets at a moment; pressed, a layer goes or comes. */
export function ChartLegend({ layers, index, hidden, onToggle }: ChartLegendProps) {
  return (
    <ul class="legend" aria-label={overviewWords.legend}>
      {layers.map(({ name, counts }, nth) => (
        <li key={name}>
          <button type="button" aria-pressed={!hidden.has(name)} onClick={() => onToggle(name)}>
            <span class="swatch" aria-hidden="true" style={{ background: colourOf(nth, name) }} />
            {name || overviewWords.others} <span class="quiet">{amount(counts[index] ?? 0)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
