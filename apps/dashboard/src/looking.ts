import { signal } from '@preact/signals'

const EVERY = 3_000
const QUICK = 1_000

/** When what is shown was last true, and why it is no longer, if so. */
export const freshness = signal<{ at?: Date; lost?: string }>({})

let lookNow: (() => void) | undefined

/** Look at once: something was changed, or something else is wanted. */
export function lookAgain(): void {
  lookNow?.()
}

/**
 * Keep looking until stopped: every 3 s, and every second while something moves.
 *
 * @param look resolves to whether something moves
 * @returns stop
 */
export function keepLooking(look: (signal: AbortSignal) => Promise<boolean>): () => void {
  const abort = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isLooking = false
  let isAsked = false
  let next = EVERY

  async function round(): Promise<void> {
    isAsked = true
    if (isLooking) return // and what is under way may be older than what was changed: once more after it
    isLooking = true
    clearTimeout(timer)
    while (isAsked && !abort.signal.aborted) {
      isAsked = false
      try {
        next = (await look(abort.signal)) ? QUICK : EVERY
        freshness.value = { at: new Date() }
      } catch (error) {
        if (abort.signal.aborted) return
        freshness.value = { ...freshness.value, lost: String(error) }
      }
    }
    isLooking = false
    if (!abort.signal.aborted) timer = setTimeout(round, next)
  }

  const own = () => void round()
  lookNow = own
  own()
  return () => {
    abort.abort()
    clearTimeout(timer)
    if (lookNow === own) lookNow = undefined
  }
}
