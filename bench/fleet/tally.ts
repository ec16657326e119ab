import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Hint, Report } from '@relevo/core/protocol'
import { type HintFigures, hintTally } from './hint-tally.ts'
import type { FetchEars } from './measured-fetch.ts'
import type { Watcher } from './page.ts'

/** How a fleet is, and how it was since the last look. */
export interface Figures {
  /** Milliseconds since the epoch. */
  at: number
  tablets: number
  /** MQTT lines that stand. */
  connected: number
  /** Off, or between two pages. */
  offline: number
  /** Tablets by what they last reported; those that are off count as they were. */
  releases: Record<string, number>
  phases: Record<string, number>
  /** Rolled back, by code. */
  failed: Record<string, number>
  /** Since the last look: answers, and how long each took, milliseconds, in no order. */
  checkIns: number[]
  /** Since the start, by what went wrong. */
  errors: Record<string, number>
  /** When a tablet last began to download, milliseconds since the epoch: it had been told to just then. */
  lastBegun?: number
  /** Since the last look: the longest time this program itself was late, milliseconds. What it measures is no better. */
  lag: number
  /** Of the latest hint that went out while tablets listened. */
  hint?: HintFigures
}

/** Counts what a fleet does. */
export interface Tally extends Watcher, FetchEars {
  figures(): Figures
}

/** @param now milliseconds since the epoch */
export function createTally(tablets: readonly string[], release: string, now: () => number): Tally {
  const last = new Map<string, { release: string; phase: string; code?: string | undefined; isOff: boolean }>()
  const hints = hintTally(now)
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  let connected = 0
  let lastBegun: number | undefined
  let checkIns: number[] = []
  const errors: Record<string, number> = {}
  for (const tablet of tablets) last.set(tablet, { release, phase: 'current', isOff: true })
  const wrong = (reason: string) => {
    errors[reason] = (errors[reason] ?? 0) + 1
  }

  return {
    changed(tablet: string, report: Report | undefined) {
      const before = last.get(tablet)
      if (!report) {
        if (before) last.set(tablet, { ...before, isOff: true })
        return
      }
      const { release, phase, error } = report
      if (phase === 'downloading' && before?.phase !== 'downloading') lastBegun = now()
      last.set(tablet, { release, phase, isOff: false, ...(phase === 'rolled_back' && { code: error }) })
    },
    connected(isConnected: boolean) {
      connected += isConnected ? 1 : -1
    },
    hint: (tablet: string, hint: Hint, isKept: boolean) => hints.heard(tablet, hint, isKept),
    lineFailed: (reason: string) => wrong(`mqtt: ${reason}`),
    answered(status: number, ms: number) {
      checkIns.push(ms)
      if (status !== 200) wrong(`version.json: ${status}`)
    },
    failed: (reason: string) => wrong(`version.json: ${reason}`),
    figures() {
      const all = [...last.values()]
      const hint = hints.latest()
      const figures: Figures = {
        at: now(),
        tablets: all.length,
        connected,
        offline: all.filter(({ isOff }) => isOff).length,
        releases: counted(all.map(({ release }) => release)),
        phases: counted(all.filter(({ isOff }) => !isOff).map(({ phase }) => phase)),
        failed: counted(all.flatMap(({ code }) => code ?? [])),
        checkIns,
        errors: { ...errors },
        lag: Math.round(delay.max / 1e6),
        ...(lastBegun !== undefined && { lastBegun }),
        ...(hint && { hint }),
      }
      checkIns = []
      delay.reset()
      return figures
    },
  }
}

function counted(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
