/** Work that is called for, and done as often as needed to have been done after every call. */
export interface Turns {
  /** It is wanted once more. */
  call(): void
  /** Resolves when it was called off, and nothing is at work any more. */
  over: Promise<void>
}

/**
 * Do some work whenever it is called for; calls while it is at work are one further turn.
 *
 * @param signal calls it off
 * @param work one turn
 */
export function turnsOf(signal: AbortSignal, work: () => Promise<void>): Turns {
  let isWanted = false
  let wake: () => void = () => undefined
  signal.addEventListener('abort', () => wake(), { once: true })
  const turns = async () => {
    while (!signal.aborted) {
      if (!isWanted)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      isWanted = false
      if (!signal.aborted) await work()
    }
  }
  return {
    call() {
      isWanted = true
      wake()
    },
    over: turns(),
  }
}
