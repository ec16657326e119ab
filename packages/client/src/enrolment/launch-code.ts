import { CODE_FRAGMENT } from '@relevo/core/protocol'
import type { Keep, View } from '../ports.ts'

/** `+` and the code while it waits to be redeemed, `-` and the code once it was. */
const KEY = 'relevo.code'

/** The enrolment code that a launch URL brings. It outlives a reload that comes before the server has answered. */
export interface LaunchCode {
  /** Take it out of the address, before anybody copies or publishes it. What else stands in the fragment is the app's. */
  take(): void
  /** The one that was not redeemed yet; `''` if there is none. */
  waiting(): string
  /** It was redeemed, or refused: a launch URL that keeps it brings nothing new. */
  used(code: string): void
}

export function launchCode({ location, history }: View, keep: Keep): LaunchCode {
  return {
    take() {
      const [address, fragment = ''] = location.href.split('#')
      const isCode = (part: string) => part.startsWith(`${CODE_FRAGMENT}=`)
      const parts = fragment.split('&')
      const code = parts.find(isCode)?.slice(CODE_FRAGMENT.length + 1)
      if (!code) return
      const rest = parts.filter((part) => !isCode(part)).join('&')
      history.replaceState(history.state, '', address + (rest && `#${rest}`))
      if (keep.get(KEY) !== `-${code}`) keep.set(KEY, `+${code}`, true)
    },
    waiting() {
      const kept = keep.get(KEY)
      return kept[0] === '+' ? kept.slice(1) : ''
    },
    used: (code) => keep.set(KEY, `-${code}`, true),
  }
}
