import { overviewWords } from '../wording/overview.ts'
import { words } from '../wording/shared.ts'
import { amount, shortMoment } from '../wording/units.ts'
import type { Layer } from './release-history.ts'

/** So many rows tell what the chart shows. */
const ROWS = 12

/** What the chart shows, in numbers: for who does not see it, and for who wants to copy it. */
export function HistoryTable({ times, layers }: { times: number[]; layers: Layer[] }) {
  const step = Math.max(1, Math.ceil(times.length / ROWS))
  const last = times.length - 1
  const rows = times.flatMap((at, i) => ((last - i) % step === 0 ? [{ at, i }] : [])).toReversed()
  return (
    <details>
      <summary>{overviewWords.asTable}</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.when}</th>
              {layers.map(({ name }) => (
                <th key={name} scope="col">
                  {name || overviewWords.others}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ at, i }) => (
              <tr key={at}>
                <th scope="row">{shortMoment(new Date(at * 1_000).toISOString())}</th>
                {layers.map(({ name, counts }) => (
                  <td key={name}>{amount(counts[i] ?? 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
