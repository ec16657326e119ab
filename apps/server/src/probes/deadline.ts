/** Why an attempt ends before it has found anything out. */
export type Over = 'timeout' | 'aborted'

/**
 * Call `end` once, when the time is up or nobody wants to know any more; at once when that is so already.
 *
 * @param timeout milliseconds
 * @returns calls it off
 */
export function untilOver(timeout: number, signal: AbortSignal, end: (why: Over) => void): () => void {
  const timer = setTimeout(() => over('timeout'), timeout)
  const abort = () => over('aborted')
  const off = () => {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
  const over = (why: Over) => {
    off()
    end(why)
  }
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort)
  return off
}
