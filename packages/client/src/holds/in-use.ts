import { alarmOf } from '../alarm.ts'
import { listen } from '../listen.ts'
import type { Clock, View } from '../ports.ts'

/**
 * Tell at every touch that somebody uses the tablet, and when nobody has for `quiet` milliseconds. Who makes the screen
 * light up is about to.
 *
 * @returns `used`: somebody does now; `off`: how to stop
 */
export function watchUse(
  view: View,
  clock: Clock,
  quiet: number,
  say: (held: boolean) => void,
): { used(): void; off(): void } {
  const leave = alarmOf(clock)
  function used(): void {
    if (view.document.hidden) return
    say(true)
    leave.set(quiet, () => say(false))
  }
  const stop = listen(view, 'pointerdown keydown touchstart wheel visibilitychange', used)
  return {
    used,
    off() {
      stop()
      leave.off()
    },
  }
}
