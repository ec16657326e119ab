/** Longer than this a timer of Node's would run at once. */
const LONGEST = 2 ** 31 - 1

/**
 * Wait until a time, or until it is called off.
 *
 * @param until milliseconds since the epoch; one that is very far off is waited for in parts, by whoever asks again
 */
export function wait(until: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, Math.min(LONGEST, Math.max(0, until - Date.now())))
    signal.addEventListener('abort', end, { once: true })
  })
}
