import { ApiError } from '../api/api-error.ts'

/** So many calls at a time, and so long from one such handful to the next: a session has 600 calls a minute, for all it does. */
const HANDFUL = 4
const APART = 600
/** Up to so many it is a matter of seconds, and not worth the patience. */
const FEW = 100

const wait = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })

/**
 * Do something with each of many, where the API takes one at a time. Told to wait, it waits.
 *
 * @param done is told how many are done
 * @throws what a call throws; those before it are done
 */
export async function oneByOne<T>(
  all: readonly T[],
  call: (one: T) => Promise<unknown>,
  { done, signal }: { done(count: number): void; signal: AbortSignal },
): Promise<void> {
  for (let i = 0; i < all.length; i += HANDFUL) {
    signal.throwIfAborted()
    const from = performance.now()
    await Promise.all(all.slice(i, i + HANDFUL).map((one) => patiently(() => call(one), signal)))
    done(Math.min(all.length, i + HANDFUL))
    if (all.length > FEW) await wait(Math.max(0, APART - (performance.now() - from)), signal)
  }
}

async function patiently(call: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await call()
      return
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'too-many-requests') throw error
      const seconds = Number(/\d+/.exec(error.detail ?? '')?.[0] ?? 10)
      await wait(seconds * 1_000, signal)
    }
  }
}
