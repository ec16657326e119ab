/** Who lets clients in. */
export interface Admission {
  /** Ask for a turn to come in. @param told now, or when it is its turn: whether it comes in */
  letIn(told: (isLetIn: boolean) => void): void
  /** Would whoever asks now not be let in? */
  isFull(): boolean
}

/** How clients are let in. */
export interface AdmissionRules {
  /** So many per second to begin with; then as many as the process has proven to take in. */
  rate: number
  /** A client waits at most so long for its turn, ms; clients give up after ten seconds or more. */
  longestWait: number
}

const USUAL: AdmissionRules = { rate: 500, longestWait: 5_000 }
/** Between two looks at who may come in, ms. */
const TURN = 20
/** A look that comes so late, ms, says that too many came in. */
const LATE = 100
/** After such a one, and after one in time. */
const SLOWER = 0.8
const FASTER = 1.05
const SLOWEST = 100
/** Fewer than this in a turn are not why it was late. */
const TELLING = 10
const FASTEST = 5_000
/** What was not used comes in at once, of so many seconds: a handful that come together need not wait. */
const SAVED = 0.25

/**
 * Lets clients in one after the other, as fast as the event loop bears it: a fleet that comes back after a power cut is served,
 * and whoever else is there as well. Who would wait too long is not let in.
 *
 * @example admission().letIn((isLetIn) => …)
 */
export function admission({ rate: first, longestWait }: AdmissionRules = USUAL): Admission {
  const waiting: { since: number; told(isLetIn: boolean): void }[] = []
  let rate = first
  let saved = rate * SAVED
  let last = performance.now()
  let before = 0
  let turning: ReturnType<typeof setInterval> | undefined

  const save = (now: number) => {
    saved = Math.min(saved + (rate * (now - last)) / 1_000, rate * SAVED)
    last = now
  }
  const turn = () => {
    const now = performance.now()
    const isLate = now - last - TURN > LATE
    if (!isLate) rate = Math.min(FASTEST, rate * FASTER)
    else if (before >= TELLING) rate = Math.max(Math.min(rate, SLOWEST), rate * SLOWER)
    save(now)
    const comesIn = waiting.splice(0, Math.floor(saved))
    saved -= comesIn.length
    before = comesIn.length
    for (const { since, told } of comesIn) told(now - since < 2 * longestWait)
    if (waiting.length > 0) return
    clearInterval(turning)
    turning = undefined
  }

  const isFull = () => waiting.length >= (rate * longestWait) / 1_000 && (waiting.length > 0 || saved < 1)

  return {
    isFull,
    letIn(told) {
      const now = performance.now()
      if (turning === undefined) save(now)
      if (waiting.length === 0 && saved >= 1) {
        saved -= 1
        told(true)
      } else if (isFull()) told(false)
      else {
        waiting.push({ since: now, told })
        turning ??= setInterval(turn, TURN).unref()
      }
    },
  }
}
