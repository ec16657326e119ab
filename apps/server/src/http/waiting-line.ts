/** Where those wait who come in numbers, until it is their turn. */
export interface WaitingLine {
  /** Somebody has connected. */
  knocked(): void
  /**
   * Serve somebody when it is their turn: at once, where nobody waits and nobody knocks.
   *
   * @param who to be named again when it has its answer
   */
  join(who: object, serve: () => void): void
  /** One has its answer, or is gone: then nothing is done for it any more. */
  left(who: object): void
  /** How long who is next has waited, ms. */
  waits(): number
}

/** When things happen; times are milliseconds of a clock that is never set. */
interface LineClock {
  now(): number
  /** After what else there is to do in this turn of the event loop. */
  soon(then: () => void): void
  later(then: () => void, ms: number): void
}

/** So many are served at the same time: enough for disks and cores, and few enough for short turns of the event loop. */
const SERVED = 64
/** Whoever is served for longer than this waits for a disk or a slow reader, and holds up nobody, ms. */
const SLOW = 25
/** While more and more knock, so long they are let in, and so long those are served who are in, ms. */
const SHARE = 20

const CLOCK: LineClock = {
  now: () => performance.now(),
  soon: setImmediate,
  later: (then, ms) => void setTimeout(then, ms).unref(),
}

/**
 * A line in which a crowd waits, instead of all of it being served at once. Node takes one connection in each turn of its event loop
 * (libuv 1.45 and later): where a turn is long because many are served in it, the others wait before the door, where nobody sees
 * how long, and can be told nothing. So few are served at a time, and those who knock come in first.
 *
 * @example line.join(reply, () => answer(reply))
 */
export function waitingLine({ now, soon, later }: LineClock = CLOCK): WaitingLine {
  /** In the order in which they came. */
  const waiting = new Map<object, { since: number; serve(): void }>()
  /** Since when. */
  const served = new Map<object, number>()
  let willLook = false
  let willLookLater = false
  let hasKnocked = false
  let knockingSince: number | undefined

  const lookSoon = () => {
    if (willLook) return
    willLook = true
    soon(look)
  }
  const serveNext = (at: number) => {
    for (const [who, since] of served) {
      if (at - since < SLOW) break
      served.delete(who)
    }
    for (const [who, { serve }] of waiting) {
      if (served.size >= SERVED) break
      waiting.delete(who)
      served.set(who, at)
      serve()
    }
    if (waiting.size === 0 || willLookLater) return
    willLookLater = true
    later(() => {
      willLookLater = false
      lookSoon()
    }, SLOW)
  }
  const look = () => {
    willLook = false
    const at = now()
    knockingSince = hasKnocked ? (knockingSince ?? at) : undefined
    hasKnocked = false
    const isTheirs = knockingSince !== undefined && Math.floor((at - knockingSince) / SHARE) % 2 === 0
    if (!isTheirs) serveNext(at)
    if (knockingSince !== undefined) lookSoon()
  }

  return {
    knocked() {
      hasKnocked = true
      lookSoon()
    },
    join(who, serve) {
      const at = now()
      waiting.set(who, { since: at, serve })
      if (!hasKnocked && knockingSince === undefined) serveNext(at)
    },
    left(who) {
      waiting.delete(who)
      if (served.delete(who) && waiting.size > 0) lookSoon()
    },
    waits() {
      for (const { since } of waiting.values()) return now() - since
      return 0
    },
  }
}
