import { parse } from '../protocol/version-json.ts'
import type { KioskFacts } from './facts.ts'
import { address, flag, ip, known, percent, within, word } from './read-values.ts'

/** Keys of the state that only WallPanel Pro has. */
const PRO = ['screenAwake', 'brightnessSetpoint', 'screenSaverOn']

/** WallPanel's `<base>state`, which is also the answer to `GET /api/state`. */
export function wallPanelState(payload: string): KioskFacts | undefined {
  const state = parse(payload)
  if (!state || !('currentUrl' in state || 'screenOn' in state)) return undefined
  const isPro = PRO.some((key) => key in state)
  return known({
    shows: address(state.currentUrl),
    isScreenOn: flag(state.screenOn) ?? flag(state.screenAwake),
    isPro: isPro || undefined,
  })
}

/**
 * A message of WallPanel.
 *
 * @param topic without the base
 */
export function wallPanelFacts(topic: string, payload: string): KioskFacts | undefined {
  if (topic === 'connection') return presence(payload)
  if (topic === 'state') return wallPanelState(payload)
  const value = within(parse(payload)).value
  switch (topic) {
    case 'sensor/battery':
      return some({ battery: percent(value) })
    case 'sensor/appVersion':
      return some({ appVersion: word(value), isPro: true })
    case 'sensor/ipAddress':
      return some({ ip: ip(value), isPro: true })
    default:
      return undefined
  }
}

/** `online` or `offline`, and nothing else. */
export function presence(payload: string): KioskFacts | undefined {
  if (payload !== 'online' && payload !== 'offline') return undefined
  return { isOnline: payload === 'online' }
}

/** Facts, unless the one that counts is missing. */
function some(facts: Parameters<typeof known>[0]): KioskFacts | undefined {
  const [first] = Object.values(facts)
  return first === undefined ? undefined : known(facts)
}
