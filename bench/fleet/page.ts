import type { Hint, News, Report } from '@relevo/core/protocol'
import { pollVersion } from '../../packages/client/src/poll.ts'
import type { Clock } from '../../packages/client/src/ports.ts'
import { sparingly } from '../../packages/client/src/report.ts'
import type { Line, LineEars } from './line.ts'

/** What the pages of a fleet have in common. */
export interface Surroundings {
  versionUrl: string
  clock: Clock
  fetch: typeof globalThis.fetch
  /** Absent where there is no MQTT: polling alone. */
  openLine?: ((tablet: string, clock: Clock, ears: LineEars) => Line) | undefined
  /** Milliseconds between two polls, until the server says otherwise. */
  poll: number
  watcher: Watcher
}

/** Who watches the fleet. */
export interface Watcher {
  /** What a tablet says of itself; `undefined` while it is off or between two pages. */
  changed(tablet: string, report: Report | undefined): void
  connected(isConnected: boolean): void
  /** @param isKept it was sent before this tablet listened */
  hint(tablet: string, hint: Hint, isKept: boolean): void
  lineFailed(reason: string): void
}

/** An open page: its talk with the server, by the client's own poll and in the client's own words, and what it waits for. */
export interface OpenPage {
  /** Say what changed; the first time, check in too. */
  say(report: Report): void
  /** Check in once more. */
  look(): void
  later(ms: number, run: () => void): void
  close(): void
}

/**
 * @param report what the tablet says when it checks in
 * @param heard what the server wants
 */
export function openPage(
  tablet: string,
  { versionUrl, poll: every, fetch, openLine, watcher }: Surroundings,
  clock: Clock,
  report: () => Report,
  heard: (news: News) => void,
): OpenPage {
  const waiting = new Set<() => void>()
  let hasBegun = false
  const poll = pollVersion({ fetch, clock }, versionUrl, every, {
    report,
    news: async (news) => heard(news),
    secret: () => undefined,
    access: () => undefined,
  })
  const line = openLine?.(tablet, clock, {
    connected: watcher.connected,
    failed: watcher.lineFailed,
    nudged: poll.hinted,
    hint(hint, isKept) {
      watcher.hint(tablet, hint, isKept)
      poll.hinted()
    },
  })
  const send = sparingly(clock, (news) => {
    line?.report({ online: true, ...news })
    watcher.changed(tablet, news)
  })

  return {
    say(news) {
      send(news)
      if (hasBegun) return
      hasBegun = true
      void poll.check()
    },
    look: () => void poll.again(),
    later(ms, run) {
      const cancel = clock.after(ms, () => {
        waiting.delete(cancel)
        run()
      })
      waiting.add(cancel)
    },
    close() {
      poll.stop()
      line?.cut()
      for (const cancel of waiting) cancel()
      watcher.changed(tablet, undefined)
    },
  }
}
