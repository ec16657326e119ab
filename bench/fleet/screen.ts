import { ascending, percentile } from '../percentile.ts'
import type { Figures } from './tally.ts'

/** Where a line is written. */
export interface Output {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

/**
 * Shows a fleet: one line that changes for a person, plain lines for a log.
 *
 * @returns what to call with new figures, and the seconds they are about
 */
export function showFleet(output: Output): (figures: Figures, seconds: number) => void {
  return (figures, seconds) => {
    const line = lineOf(figures, seconds)
    if (output.isTTY) output.write(`\r${line.slice(0, (output.columns ?? 80) - 1)}\u001b[K`)
    else output.write(`${line}\n`)
  }
}

/** @example lineOf(figures, 5) // '100 tablets · 98 connected · 2 off · r1 60 · r2 40 · downloading 12 · …' */
function lineOf(
  { tablets, connected, offline, releases, phases, failed, checkIns, errors, hint }: Figures,
  seconds: number,
): string {
  const { current: _, ...busy } = phases
  const took = ascending(checkIns)
  const wrong = sum(errors)
  const parts = [
    `${tablets} tablets`,
    `${connected} connected`,
    `${offline} off`,
    ...named(releases),
    ...named(busy),
    ...(sum(failed) > 0 ? [`${sum(failed)} failed`] : []),
    `${(took.length / seconds).toFixed(0)} check-ins/s${took.length > 0 ? ` p99 ${percentile(took, 0.99).toFixed(0)} ms` : ''}`,
    ...(wrong > 0 ? [`${wrong} errors`] : []),
    ...(hint
      ? [`hint ${hint.version} to ${hint.received}: p50 ${inSeconds(hint.p50)}, p95 ${inSeconds(hint.p95)}`]
      : []),
  ]
  return parts.join(' · ')
}

/** Most frequent first. */
function named(counts: Record<string, number>): string[] {
  return Object.entries(counts)
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${name} ${count}`)
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`
}
