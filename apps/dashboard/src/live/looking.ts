import { ApiError } from '../api/api-error.ts'
import { connection, type Finding, found } from './connection.ts'
import { onChange, type Topic } from './topics.ts'

/** From one look to the next, in milliseconds: without a stream, and while something moves. */
const EVERY = 3_000
const QUICK = 1_000
/** With a stream; for what comes with time alone, such as a tablet that is silent. */
const SELDOM = 20_000
/** With a stream, while something moves: a command prints more than is worth a message each. */
const MOVING = 2_000
/** No look sooner after the one before, whatever changed; and looks take at most this share of the server's time. */
const LEAST = 2_500
const SHARE = 0.1

const lookers = new Set<() => void>()

/** Look at once: something was changed, or something else is wanted. */
export function lookAgain(): void {
  for (const look of lookers) look()
}

function pause(isMoving: boolean): number {
  if (connection.peek().state === 'live') return isMoving ? MOVING : SELDOM
  return isMoving ? QUICK : EVERY
}

/**
 * Keep looking until stopped: when one of the topics changed, and now and then in any case.
 *
 * @param look resolves to whether something moves by itself
 * @param refused is told what the server refused, and `undefined` when it refuses no longer
 * @returns stop
 */
export function keepLooking(
  topics: readonly Topic[],
  look: (signal: AbortSignal) => Promise<boolean>,
  refused: (error: unknown) => void = () => undefined,
): () => void {
  const abort = new AbortController()
  /** Of the question that is under way. */
  let asking: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let isLooking = false
  let isAsked = false
  let hasChanged = false
  let notBefore = 0
  let isMoving = false

  async function round(): Promise<void> {
    if (document.hidden) return later(pause(isMoving)) // nobody looks; who comes back is shown what is true then
    isAsked = true
    if (isLooking) return // and what is under way may be older than what was changed: once more after it
    isLooking = true
    clearTimeout(timer)
    while (isAsked && !abort.signal.aborted) {
      isAsked = false
      hasChanged = false
      const from = performance.now()
      const finding = await ask()
      if (abort.signal.aborted) return
      const now = performance.now()
      // What was waited for in vain was none of the server's time.
      notBefore = now + (finding === 'heard' ? Math.max(LEAST, (now - from) / SHARE) : LEAST)
    }
    isLooking = false
    later(hasChanged ? notBefore - performance.now() : pause(isMoving))
  }

  /** @returns `undefined` when it was given up */
  async function ask(): Promise<Finding | undefined> {
    const own = new AbortController()
    asking = own
    try {
      isMoving = await look(AbortSignal.any([abort.signal, own.signal]))
      asking = undefined
      found('heard')
      refused(undefined)
      return 'heard'
    } catch (error) {
      if (abort.signal.aborted || own.signal.aborted) return undefined
      asking = undefined
      const isRefused = error instanceof ApiError
      const finding = isRefused ? 'heard' : 'not-heard'
      found(finding) // that nothing answers is said at the top of every page
      if (isRefused) refused(error)
      return finding
    }
  }

  function later(wait: number): void {
    clearTimeout(timer)
    if (!abort.signal.aborted) timer = setTimeout(round, Math.max(0, wait))
  }

  const stop = onChange((changed) => {
    if (changed !== undefined && !topics.some((topic) => changed.includes(topic))) return
    hasChanged = true
    if (!isLooking) later(notBefore - performance.now())
  })
  const own = () => void round()
  lookers.add(own)
  own()
  let wasLost = false
  const unwatch = connection.subscribe(({ state }) => {
    const isBack = wasLost && state !== 'lost'
    wasLost = state === 'lost'
    if (!isBack || !asking) return
    // The server answers again, but not what the wire swallowed: nobody need wait until that is given up by itself.
    asking.abort()
    own()
  })
  return () => {
    abort.abort()
    clearTimeout(timer)
    lookers.delete(own)
    unwatch()
    stop()
  }
}
