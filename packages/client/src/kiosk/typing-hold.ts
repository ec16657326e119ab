import { alarmOf } from '../alarm.ts'
import type { Clock } from '../ports.ts'
import type { UpdateManager } from '../update-manager.ts'

const TYPING = 'typing'

/** Hold while a keyboard is on the screen: whoever it belongs to is in the middle of a word. */
export interface TypingHold {
  began(): void
  ended(): void
  stop(): void
}

/** @param most milliseconds after which nobody can still be typing; 0 never holds */
export function typingHold({ hold, free }: UpdateManager, clock: Clock, most: number): TypingHold {
  const end = alarmOf(clock)
  function ended(): void {
    end.off()
    free(TYPING)
  }
  return {
    began() {
      if (most === 0) return
      hold(TYPING)
      end.set(most, ended)
    },
    ended,
    stop: end.off,
  }
}
