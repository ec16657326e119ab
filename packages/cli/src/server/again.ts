import { setTimeout as pause } from 'node:timers/promises'
import { RelevoError } from '@relevo/core/errors'
import { ServerRefused } from './server-refused.ts'

/** How long to keep trying. */
export interface Patience {
  /** How often a failed call is made again. */
  retries: number
  /** Milliseconds before the first retry; doubled for each further one. */
  firstDelay: number
}

/** A person waits: tell them at once. */
export const NO_PATIENCE: Patience = { retries: 0, firstDelay: 0 }

/** Four retries over about four seconds bridge a restart of the server. */
export const USUAL_PATIENCE: Patience = { retries: 4, firstDelay: 250 }

/** No server may hold us longer than this, in milliseconds. */
const LONGEST_DELAY = 60_000

/**
 * Do something, and do it again while its failure is a passing one: no answer, a timeout, too many requests, a 5xx.
 * A `signal` ends the waiting too.
 *
 * @throws the last failure
 */
export async function again<T>(patience: Patience, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let retry = 0; ; retry++) {
    try {
      return await work()
    } catch (error) {
      if (retry >= patience.retries || signal?.aborted || !isPassing(error)) throw error
      const asked = error instanceof ServerRefused && error.retryAfter !== undefined ? error.retryAfter * 1000 : 0
      await pause(
        Math.min(LONGEST_DELAY, Math.max(asked, patience.firstDelay * 2 ** retry)),
        undefined,
        signal && { signal },
      )
    }
  }
}

/** May the same call go well a moment later? */
export function isPassing(error: unknown): boolean {
  if (error instanceof ServerRefused) return error.status === 408 || error.status === 429 || error.status >= 500
  return error instanceof RelevoError && error.code === 'server-unreachable'
}
