import { CODE_FRAGMENT } from '@relevo/core/protocol'
import type { Keep, View } from '../ports.ts'

/** `+` and the code while it waits to be redeemed, `-` and the code once it was. */
const KEY = 'relevo.code'
/** As `enrolmentUrl` writes it, and beside whatever the app has in its fragment. */
const CODE = new RegExp(`([#&])${CODE_FRAGMENT}=([^&]+)&?`)

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
      const { href, hash } = location
      if (!hash) return
      const [part, mark = '', code] = CODE.exec(hash) ?? []
      if (!part) return
      const rest = hash.replace(part, mark).replace(/[#&]$/, '')
      history.replaceState(history.state, '', href.slice(0, -hash.length) + rest)
      if (keep.get(KEY).slice(1) !== code) keep.set(KEY, `+${code}`, true)
    },
    waiting() {
      const kept = keep.get(KEY)
      return kept[0] === '+' ? kept.slice(1) : ''
    },
    used: (code) => keep.set(KEY, `-${code}`, true),
  }
}
