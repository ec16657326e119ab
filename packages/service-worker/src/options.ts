import { RelevoError } from '@relevo/core/errors'
import type { NavigationRules } from './find-file.ts'
import type { Predecessor } from './predecessor.ts'
import type { FetchEvent } from './worker-scope.ts'

/** Everything may be left out. Times are in milliseconds. */
export interface WorkerOptions {
  /** A release on trial has this long from its navigation to report ready; default 30,000, at most 240,000. */
  readyTimeout?: number
  /** How often a release on trial may start before it has failed; default 2. */
  attempts?: number
  /** Files fetched at the same time; default 5. */
  pool?: number
  /** A download that brings no byte for this long is given up; default 30,000. */
  fileTimeout?: number
  /** Which navigations the entry page answers when the release has no file of that path. */
  navigation?: Partial<NavigationRules>
  /**
   * Headers added to every answer from the store, such as a `Content-Security-Policy`: the server's own headers do not
   * reach a page that it did not serve.
   */
  headers?: Record<string, string>
  /** Answers what no release holds; see `@relevo/service-worker/runtime`. `undefined` leaves it to the network. */
  runtime?: (event: FetchEvent) => Promise<Response> | undefined
  /** The worker that was at this scope before; see `@relevo/service-worker/workbox`. */
  replaces?: Predecessor
}

export interface Settings {
  readyTimeout: number
  attempts: number
  pool: number
  fileTimeout: number
  navigation: NavigationRules
  headers: Record<string, string>
  runtime: (event: FetchEvent) => Promise<Response> | undefined
  replaces?: Predecessor
}

/** A trial takes no longer, in milliseconds: a browser ends the work of a worker after five minutes. */
export const MOST_TIME = 240_000

/** @throws RelevoError `config-invalid`, whose detail names the option: such a worker never replaces one that works */
export function settingsOf(options: WorkerOptions): Settings {
  const settings = {
    readyTimeout: 30_000,
    attempts: 2,
    pool: 5,
    fileTimeout: 30_000,
    headers: {},
    runtime: () => undefined,
    ...options,
    navigation: { fallback: 'index.html', deny: [/\.[^/]*$/], ...options.navigation },
  }
  // What is no number is neither too small nor too large.
  for (const [name, value] of Object.entries(settings as unknown as Record<string, number>))
    if (value <= 0 || value > MOST_TIME) throw new RelevoError('config-invalid', name)
  return settings
}
