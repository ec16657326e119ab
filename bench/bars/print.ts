import { ascending, percentile } from '../percentile.ts'
import type { Figure, Found, Measured, Table } from './bar.ts'

/** What was found, in Markdown; a median has least and most of its rounds behind it. */
export function printed({ tables = [], measured }: Found): string {
  return [...tables.map(tableOf), ...(measured.length > 0 ? [tableOf(barsOf(measured))] : [])].join('\n\n')
}

/** Is a bar missed by the median of its rounds? */
export function isMissed({ values, below, atMost }: Measured): boolean {
  const median = medianOf(values)
  return (below !== undefined && !(median < below)) || (atMost !== undefined && !(median <= atMost))
}

export function medianOf(values: readonly number[]): number {
  return percentile(ascending(values), 0.5)
}

function tableOf({ title, head, rows }: Table): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, i) => (rows.some((row) => typeof row[i] === 'object') ? '---:' : '---'))
  const body = rows.map((row) => line(row.map((cell) => (typeof cell === 'string' ? cell : figure(cell)))))
  return [...(title ? [`**${title}**`, ''] : []), line(head), `|${rule.join('|')}|`, ...body].join('\n')
}

function barsOf(measured: readonly Measured[]): Table {
  return {
    head: ['', 'measured', 'bar', ''],
    rows: measured.map((one) => {
      const bar = limit(one)
      return [one.what, one, bar, bar && (isMissed(one) ? 'missed' : 'met')]
    }),
  }
}

function limit({ below, atMost, unit }: Measured): string {
  if (below !== undefined) return `< ${below} ${unit}`.trim()
  return atMost === undefined ? '' : `≤ ${atMost} ${unit}`.trim()
}

function figure({ values, unit }: Figure): string {
  const sorted = ascending(values)
  const median = `${shown(medianOf(values))} ${unit}`.trim()
  return sorted.length < 2 ? median : `${median} (${shown(sorted[0])} to ${shown(sorted.at(-1))})`
}

/** Three digits that say something. */
function shown(value = Number.NaN): string {
  if (value >= 100 || Number.isInteger(value)) return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',')
  return value.toPrecision(3)
}
