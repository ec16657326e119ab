import { parse } from '../protocol/version-json.ts'
import type { KioskFacts } from './facts.ts'
import { address, flag, ip, known, percent, within, word } from './read-values.ts'

/** FreeKiosk's state: what it publishes each half minute, and in `data` its answer to `GET /api/status`. */
export function freeKioskState(payload: string): KioskFacts | undefined {
  const said = parse(payload)
  const state = within(said?.data ?? said)
  const [webview, screen, device, battery, wifi] = ['webview', 'screen', 'device', 'battery', 'wifi'].map((part) =>
    within(state[part]),
  )
  if (!('webview' in state || 'screen' in state)) return undefined
  return known({
    shows: address(webview?.currentUrl),
    isScreenOn: flag(screen?.on),
    battery: percent(battery?.level),
    appVersion: word(device?.version),
    ip: ip(device?.ip) ?? ip(wifi?.ip),
  })
}
