import { parse } from '../protocol/version-json.ts'
import type { App } from './app.ts'
import { isBaseTopic } from './base-topic.ts'
import type { KioskFacts } from './facts.ts'
import { freeKioskState } from './freekiosk-facts.ts'
import { fullyDevice, fullyInfo } from './fully-facts.ts'
import type { Place } from './kiosk-topics.ts'
import { MOST_PAYLOAD } from './read-facts.ts'
import { known, within, word } from './read-values.ts'
import { presence, wallPanelState } from './wallpanel-facts.ts'

/** An app that gave itself away by what it published. */
export interface FoundKiosk {
  app: App
  place: Place
  /** By which of its messages. */
  by: 'presence' | 'state' | 'device-info' | 'discovery'
  facts: KioskFacts
  /** The MQTT client id that WallPanel names in its discovery; Home Assistant knows its device by it. */
  clientId?: string
}

/**
 * Filters under which apps give themselves away, wherever they are.
 *
 * @param discovery the prefix of Home Assistant's discovery
 */
export function findFilters(discovery: string): string[] {
  return [
    'wallpanel/+',
    'wallpanel/+/connection',
    '+/+/state',
    'freekiosk/+/availability',
    'fully/deviceInfo/+',
    '/fully/deviceInfo/+',
    `${discovery}/+/+/+/config`,
  ]
}

/**
 * The app that a message is of, if it gives one away.
 *
 * @param discovery the prefix of Home Assistant's discovery
 * @example findKiosk('freekiosk/hall/availability', 'online', 'homeassistant')?.place // { base: 'freekiosk/hall/' }
 */
export function findKiosk(topic: string, payload: string, discovery: string): FoundKiosk | undefined {
  if (payload.length > MOST_PAYLOAD) return undefined
  const found = topic.startsWith(`${discovery}/`) ? byDiscovery(payload) : byOwnTopic(topic, payload)
  return found && isBaseTopic(found.place.base) ? found : undefined
}

function byOwnTopic(topic: string, payload: string): FoundKiosk | undefined {
  const fully = /^(\/?fully\/)deviceInfo\/([\w.-]{1,64})$/.exec(topic)
  if (fully) {
    const [, base = '', device = ''] = fully
    const facts = fullyDevice(payload) === device ? fullyInfo(payload) : undefined
    return facts && { app: 'fully', place: { base, device }, by: 'device-info', facts }
  }
  const free = /^(freekiosk\/[^/]+\/)(availability|state)$/.exec(topic)
  if (free) {
    const [, base = '', kind] = free
    const facts = kind === 'availability' ? presence(payload) : freeKioskState(payload)
    return facts && { app: 'freekiosk', place: { base }, by: kind === 'state' ? 'state' : 'presence', facts }
  }
  // Without its `/`, the base runs into the word.
  const panel = /^(wallpanel\/[^/]+?\/?)connection$/.exec(topic)
  const facts = panel ? presence(payload) : undefined
  if (panel?.[1] !== undefined && facts) return { app: 'wallpanel', place: { base: panel[1] }, by: 'presence', facts }
  return byState(topic, payload)
}

/** Lights and sockets have states too: only one with an address and a screen is a kiosk's. */
function byState(topic: string, payload: string): FoundKiosk | undefined {
  const [, base] = /^([^/]+\/[^/]+\/)state$/.exec(topic) ?? /^(wallpanel\/[^/]+)state$/.exec(topic) ?? []
  if (base === undefined || !payload.includes('"currentUrl"') || !payload.includes('"screenOn"')) return undefined
  const state = parse(payload)
  const facts = wallPanelState(payload)
  if (!facts || typeof state?.currentUrl !== 'string' || typeof state.screenOn !== 'boolean') return undefined
  return { app: facts.isPro ? 'wallpanel-pro' : 'wallpanel', place: { base }, by: 'state', facts }
}

/** WallPanel and FreeKiosk tell Home Assistant where they say that they are there. */
function byDiscovery(payload: string): FoundKiosk | undefined {
  if (!payload.includes('wallpanel_') && !payload.includes('freekiosk')) return undefined
  const config = parse(payload)
  const device = within(config?.device)
  const origin = within(config?.origin)
  const topic = config?.availability_topic
  if (typeof topic !== 'string') return undefined
  const facts = known({ name: word(device.name), appVersion: word(origin.sw) })
  const panel = [device.identifiers].flat().map((id) => /^wallpanel_(.{1,64})$/.exec(String(id))?.[1])
  const clientId = panel.find((id) => id !== undefined)
  if (clientId !== undefined && topic.endsWith('connection')) {
    const isPro = payload.includes('restartApp')
    const place = { base: topic.slice(0, -'connection'.length) }
    return { app: isPro ? 'wallpanel-pro' : 'wallpanel', place, by: 'discovery', facts, clientId }
  }
  const free = /^(.+\/)availability$/.exec(topic)
  if (free?.[1] === undefined || device.manufacturer !== 'FreeKiosk') return undefined
  return {
    app: 'freekiosk',
    place: { base: free[1] },
    by: 'discovery',
    facts: known({ appVersion: word(device.sw_version) }),
  }
}
