import { parse } from '../protocol/version-json.ts'
import type { KioskFacts } from './facts.ts'
import { address, flag, ip, known, launchFacts, percent, word } from './read-values.ts'
import { marksOf } from './user-agent.ts'

/** Fully's device info: what it publishes each minute, and its answer to `deviceInfo`. */
export function fullyInfo(payload: string): KioskFacts | undefined {
  const info = parse(payload)
  if (!info || !('startUrl' in info || 'ip4' in info)) return undefined
  const { webviewUA, webviewUa } = info
  const agent = [webviewUA, webviewUa].find((one) => typeof one === 'string')
  return known({
    shows: address(info.currentPage),
    ...launchFacts(info.startUrl),
    isScreenOn: flag(info.screenOn),
    battery: percent(info.batteryLevel),
    appVersion: word(info.appVersionName),
    webView: typeof agent === 'string' ? marksOf(agent).chrome : undefined,
    ip: ip(info.ip4),
    name: word(info.deviceName),
  })
}

/** The device that a device info is of; MQTT and REST spell it differently. */
export function fullyDevice(payload: string): string | undefined {
  const info = parse(payload)
  const id = word(info?.deviceId) ?? word(info?.deviceID)
  return id !== undefined && /^[\w.-]+$/.test(id) ? id : undefined
}

/** What an event of Fully changes. */
export function fullyEvent(event: string): KioskFacts {
  if (event === 'screenOn') return { isScreenOn: true }
  return event === 'screenOff' ? { isScreenOn: false } : {}
}
