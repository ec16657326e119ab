import { listen } from '../listen.ts'
import type { Clock, View } from '../ports.ts'

const SIGNS = ['pointerdown', 'keydown', 'touchstart', 'wheel']

/**
 * Tell when somebody uses the tablet, and when nobody has for `quiet` milliseconds.
 *
 * @returns how to stop
 */
export function watchUse(view: View, clock: Clock, quiet: number, change: (held: boolean) => void): () => void {
  let last = 0
  let cancel: (() => void) | undefined
  function look(): void {
    const left = last + quiet - clock.now()
    cancel = left > 0 ? clock.after(left, look) : undefined
    if (!cancel) change(false)
  }
  const stop = listen(view, SIGNS, () => {
    last = clock.now()
    if (cancel) return
    change(true)
    look()
  })
  return () => {
    stop()
    cancel?.()
  }
}
