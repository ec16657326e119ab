import { listen } from './listen.ts'
import { LOST_CHUNK } from './lost-chunk.ts'
import type { Clock, View } from './ports.ts'

/** What happens in the page before its manager is here, and after that. */
export interface Early {
  /** Milliseconds since the epoch: nothing was thrown since. */
  quietSince: number
  /** The first thing that was thrown. */
  thrown: string | undefined
  /** A chunk could not be loaded, as Vite tells it. */
  lostChunk: boolean
  /** Something was thrown: a page that fails has no start worth sparing. */
  failed: Promise<void>
  stop(): void
}

/** Watch what the page throws. Begins with the page's first script: an app fails at its start, if anywhere. */
export function watchEarly(view: View, clock: Clock): Early {
  let fail: () => void = () => undefined
  const early: Early = {
    quietSince: clock.now(),
    thrown: undefined,
    lostChunk: false,
    failed: new Promise((resolve) => {
      fail = resolve
    }),
    stop: listen(view, `error unhandledrejection ${LOST_CHUNK}`, (event) => {
      if (event.type === LOST_CHUNK) early.lostChunk = true
      const { error, reason = error } = event as Partial<ErrorEvent & PromiseRejectionEvent>
      // Without its error it is a browser's notice, a resource or another origin's script: nothing of the app's.
      if (!reason) return
      early.quietSince = clock.now()
      early.thrown ??= String(reason)
      fail()
    }),
  }
  return early
}
