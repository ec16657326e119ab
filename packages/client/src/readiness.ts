import type { TabletCode } from '@relevo/core/errors'
import { alarmOf } from './alarm.ts'
import type { Early } from './early.ts'
import type { Clock, View } from './ports.ts'
import { hasRendered } from './rendered.ts'
import { BOOT_LOOK_EVERY } from './times.ts'

/** How a boot is judged. Times in milliseconds. */
interface Judgement {
  /** The app says itself when it is ready. */
  manual: boolean
  /** How long nothing may be thrown. */
  readyAfter: number
  /** Only on trial: the last moment to say what is wrong, since the epoch. */
  giveUpAt?: number | undefined
  ready(): void
  failed(code: TabletCode, detail?: string): void
}

export interface BootWatch {
  judge(by: Judgement): void
  stop(): void
}

/**
 * Watch the page come up: it is ready when it shows something and has thrown nothing for a while. On trial, an error
 * or a blank page is a failure; otherwise it only means "not yet".
 */
export function watchBoot(view: View, clock: Clock, early: Early): BootWatch {
  const next = alarmOf(clock)

  function judge(by: Judgement): void {
    const { manual, giveUpAt = Infinity } = by
    const now = clock.now()
    const { quietSince, thrown } = early
    const onTrial = giveUpAt < Infinity
    const late = now >= giveUpAt
    const quiet = late || now - quietSince >= by.readyAfter
    if (onTrial && thrown && (late || !manual)) by.failed('boot-error', thrown)
    else if (!manual && quiet && hasRendered(view.document)) by.ready()
    else if (!late && (onTrial || !manual)) next.set(BOOT_LOOK_EVERY, () => judge(by))
    // The worker's watchdog says it better of an app that just did not call.
    else if (!manual) by.failed('boot-blank')
  }

  return {
    judge,
    stop: next.off,
  }
}
