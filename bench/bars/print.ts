import { availableParallelism, cpus, loadavg } from 'node:os'
import { ascending, percentile } from '../percentile.ts'
import type { Measured } from './bar.ts'

/** The conditions of a run, as a line. */
export function conditions(tablets: number): string {
  const [cpu] = cpus()
  const load = loadavg()[0]?.toFixed(1)
  const parts = [`${availableParallelism()} cores (${cpu?.model.trim()})`, `Node ${process.version}`, `load ${load}`]
  return `${new Date().toISOString().slice(0, 10)}, ${parts.join(', ')}, ${tablets} tablets, generator on the same machine`
}

/** A table of what was measured, in Markdown; a median has least and most behind it. */
export function tableOf(measured: readonly Measured[]): string {
  const rows = measured.map(({ what, values, unit, below }) => {
    const bar = below === undefined ? '' : `< ${below} ${unit}`.trim()
    const verdict = below === undefined ? '' : medianOf(values) < below ? 'met' : 'missed'
    return `| ${what} | ${figure(values, unit)} | ${bar} | ${verdict} |`
  })
  return ['| | measured | bar | |', '|---|---:|---:|---|', ...rows].join('\n')
}

/** Is a bar missed by the median of its rounds? */
export function isMissed({ values, below }: Measured): boolean {
  return below !== undefined && !(medianOf(values) < below)
}

function medianOf(values: readonly number[]): number {
  return percentile(ascending(values), 0.5)
}

function figure(values: readonly number[], unit: string): string {
  const sorted = ascending(values)
  const median = `${shown(medianOf(values))} ${unit}`.trim()
  return sorted.length < 2 ? median : `${median} (${shown(sorted[0])} to ${shown(sorted.at(-1))})`
}

/** Three digits that say something. */
function shown(value = Number.NaN): string {
  return value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toPrecision(3)
}
