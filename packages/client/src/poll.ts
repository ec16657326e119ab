import { checkInHeaders, checkInUrl, ENROL, type News, type Report, readVersionJson } from '@relevo/core/protocol'
import { alarmOf } from './alarm.ts'
import { fetchInTime } from './fetch-in-time.ts'
import type { Clock } from './ports.ts'
import { RETRY } from './times.ts'

export interface Poll {
  /** Look now, or join the look under way. `undefined`: no news, whatever the reason. */
  check(): Promise<News | undefined>
  /** Look once more after the look under way, which may have said something old. */
  again(): Promise<News | undefined>
  /**
   * The page or its network is back: look now. A look under way that gets no answer may have gone out on a dead line, and
   * is taken once more.
   */
  back(): Promise<unknown>
  /** Look at a random moment within the fleet's spread. */
  hinted(): void
  stop(): void
}

/** What a poll says to the server, and whom it tells the answer. */
interface Sides {
  report(): Report
  /** What the report is signed with. */
  secret(): string | undefined
  /** The server has answered. @param said what it has heard: nothing, of a tablet that has to enrol */
  news(news: News, said: Partial<Report>): Promise<void>
  /** @param wanted the server says that the tablet has to enrol @param signed what it was asked with */
  access(wanted: boolean, signed: string | undefined): void
}

/**
 * Watch a `version.json`; each look is the tablet's check-in too. The first look is the caller's.
 *
 * @param every milliseconds between two looks, until the server says otherwise
 */
export function pollVersion(
  ports: { fetch: typeof globalThis.fetch; clock: Clock },
  url: string,
  every: number,
  sides: Sides,
): Poll {
  const { clock } = ports
  const next = alarmOf(clock)
  let spread = 0
  let failures = 0
  let later = 0
  let running: Promise<News | undefined> | undefined
  let isAnswered = false
  let stopped = false
  let cancelHint: (() => void) | undefined

  async function look(): Promise<News | undefined> {
    next.off()
    const said = sides.report()
    const secret = sides.secret()
    // No answer is no news.
    const answer = await fetchInTime(ports, checkInUrl(url, said), { headers: checkInHeaders(secret) }).catch(
      () => undefined,
    )
    isAnswered = answer !== undefined
    const news = answer?.status === 200 ? readVersionJson(answer.text) : undefined
    const isWanted = answer?.access === ENROL
    later = Number(answer?.after) * 1000 // of anything but a number nothing comes
    if (stopped || !news) {
      failures++
      return undefined
    }
    failures = 0
    if (news.checkEvery) every = news.checkEvery * 1000
    spread = (news.spread ?? 0) * 1000
    sides.access(isWanted, secret)
    await sides.news(news, isWanted ? {} : said)
    return news
  }

  async function check(): Promise<News | undefined> {
    if (stopped) return undefined
    running ??= look().finally(() => {
      running = undefined
      // One look that came to nothing is taken again soon: a crowd passes, and so does a router's start.
      const wait = failures ? Math.min(every, RETRY * 2 ** (failures - 1)) : every
      // A server that has too much to do says when it wants to be asked again, never sooner than it is asked anyway: what
      // stands in between says the same to all, and whoever asks each second keeps it from getting well.
      const isAsked = failures > 0 && later > wait
      const jitter = clock.random() / 5
      if (!stopped) next.set(isAsked ? Math.min(every, later) * (1 + jitter) : wait * (0.9 + jitter), check)
    })
    return running
  }

  async function again(): Promise<News | undefined> {
    await running
    return check()
  }

  async function back(): Promise<unknown> {
    const underWay = running
    await check()
    return underWay && !isAnswered && check()
  }

  return {
    check,
    again,
    back,
    hinted() {
      cancelHint ??= clock.after(clock.random() * spread, () => {
        cancelHint = undefined
        again()
      })
    },
    stop() {
      stopped = true
      next.off()
      cancelHint?.()
    },
  }
}
