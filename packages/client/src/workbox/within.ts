import { RelevoError } from '@relevo/core/errors'
import type { Clock } from '../ports.ts'

/**
 * Wait for what a browser may never finish.
 *
 * @param ms how long
 * @param what said in the error's detail when the time is over
 * @throws RelevoError `worker-silent` when the time is over; else what `work` throws
 */
export function within<T>(clock: Clock, ms: number, what: string, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new RelevoError('worker-silent', `${what}: ${ms / 1000} s`)))
    work.then(resolve, reject).finally(cancel)
  })
}
