import type { Clock } from './ports.ts'

/** One thing to do later. Setting it again replaces what was set. */
export interface Alarm {
  set(ms: number, run: () => void): void
  off(): void
}

export function alarmOf(clock: Clock): Alarm {
  let cancel: (() => void) | undefined
  const off = () => {
    cancel?.()
    cancel = undefined
  }
  return {
    off,
    set(ms, run) {
      off()
      cancel = clock.after(ms, run)
    },
  }
}
