/** Where Ctrl-C is heard: a Node process, or nothing. */
export interface Interrupts {
  on?(signal: 'SIGINT', heard: () => void): unknown
  off?(signal: 'SIGINT', heard: () => void): unknown
}

/**
 * Do something that Ctrl-C ends by its signal. Only as long as it takes is Ctrl-C ours: before and after, it ends the program.
 *
 * @example await interruptible(process, (signal) => watch(deployment, { signal, … }))
 */
export async function interruptible<T>(interrupts: Interrupts, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController()
  const heard = () => stop.abort()
  interrupts.on?.('SIGINT', heard)
  try {
    return await work(stop.signal)
  } finally {
    interrupts.off?.('SIGINT', heard)
  }
}
