import type { Portrait } from './portrait.ts'

/** What the sensors and buttons of a tablet show, each by a template of its own over this one message. */
export interface Facts {
  release: string
  desired: string
  phase: Portrait['phase']
  /** ISO 8601. */
  last_seen: string
  online: 'ON' | 'OFF'
  /** A code of docs/errors.md, or `none`. */
  problem: string
  detail: string
  needs_hands: 'ON' | 'OFF'
  /** Whether what is asked of the kiosk app can reach it; where nobody knows, it may. */
  kiosk: 'online' | 'offline'
}

export function factsOf(portrait: Portrait): Facts {
  const { release, desired, phase, lastSeen, isOnline, problem, detail, needsHands, kiosk } = portrait
  return {
    release,
    desired,
    phase,
    last_seen: new Date(lastSeen).toISOString(),
    online: onOff(isOnline),
    problem: problem ?? 'none',
    detail: detail ?? '',
    needs_hands: onOff(needsHands),
    kiosk: kiosk && kiosk.isOnline !== false ? 'online' : 'offline',
  }
}

function onOff(yes: boolean): 'ON' | 'OFF' {
  return yes ? 'ON' : 'OFF'
}
