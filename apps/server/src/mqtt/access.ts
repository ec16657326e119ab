import { homeAssistantBase, isTabletId, type Topics } from '@relevo/core/protocol'
import type { Credential } from '../fleet/enrolment/credential.ts'
import { covers } from './topic-filter.ts'

/** What somebody signed in with. */
type Used = Pick<Credential, 'id' | 'kind' | 'name'>

/** Who a connection is. */
export type Identity =
  /** Our own tools, with the server's token. */
  | { role: 'operator' }
  | { role: 'tablet'; tablet: string; credential: Used }
  | { role: 'kiosk'; kiosk: string; credential: Used; clientId: string }
  /** Another program of the house, such as Home Assistant. */
  | { role: 'service'; name: string; credential: Used }
  /** Anybody, where access is open; it speaks for the tablet its client id names. */
  | { role: 'anonymous'; tablet?: string }

/** The user name that goes with the token. */
export const OPERATOR = 'relevo'

/** Largest report, bytes; a legal one has a few hundred. */
export const REPORT_LIMIT = 4096

/** What kiosk apps say and are told, and where. */
export interface KioskRights {
  /** What the app of a kiosk may read and write, as filters; `undefined` for one that is not known. */
  kioskTopics(kiosk: string): { reads: readonly string[]; writes: readonly string[] } | undefined
  /**
   * May it show itself to Home Assistant as this kind of entity (`sensor`), below this node of discovery, which is the
   * client id it came with? Anybody can choose that of another.
   */
  mayAnnounce(kiosk: string, component: string, clientId: string): boolean
  /** Is this where some kiosk app is told what to do? */
  isCommandTopic(topic: string): boolean
}

/** Where what is. */
export interface Places {
  topics: Topics
  prefix: string
  /** First level of Home Assistant's discovery. */
  discovery: string
  /** Absent = no kiosk app is spoken to. */
  kiosks?: KioskRights
}

/**
 * The tablet a client id speaks for: `lobby-1`, or `lobby-1.<anything>` for the second page of one tablet.
 *
 * @example tabletOfClient('lobby-1.tab2') // 'lobby-1'
 */
export function tabletOfClient(clientId: string): string | undefined {
  const [tablet] = clientId.split('.', 1)
  return isTabletId(tablet) ? tablet : undefined
}

/**
 * Is this where tablets or kiosk apps are told what to do? The server alone writes there: `eval` runs script in the page. And
 * nothing there is ever retained: an app would do it again whenever its Wi-Fi comes back.
 */
export function isCommandTopic(topic: string, { prefix, kiosks }: Places): boolean {
  return covers(`${prefix}/tablets/+/command`, topic) || kiosks?.isCommandTopic(topic) === true
}

/** May it write to this topic? */
export function mayPublish(identity: Identity, topic: string, places: Places): boolean {
  if (topic.startsWith('$') || isCommandTopic(topic, places)) return false
  const { topics, prefix, discovery, kiosks } = places
  const home = homeAssistantBase(prefix)
  switch (identity.role) {
    case 'operator':
      return true
    case 'tablet':
    case 'anonymous':
      return identity.tablet !== undefined && topic === topics.status(identity.tablet)
    case 'kiosk':
      // Not where tablets and programs speak either, whatever base topic somebody gave it.
      if (topic === topics.notification || isBelow(`${prefix}/tablets`, topic) || isBelow(home, topic)) return false
      // Apps show themselves to Home Assistant under their client ids.
      if (isBelow(discovery, topic) && isOwnDiscovery(topic.slice(discovery.length + 1), identity, kiosks)) return true
      return kiosks?.kioskTopics(identity.kiosk)?.writes.some((filter) => covers(filter, topic)) === true
    case 'service':
      return isBelow(discovery, topic) || isBelow(home, topic)
  }
}

function isBelow(base: string, topic: string): boolean {
  return topic.startsWith(`${base}/`)
}

/** `<component>/<its client id>/<what>/config`; whole devices are announced by the server alone. */
function isOwnDiscovery(rest: string, { kiosk, clientId }: { kiosk: string; clientId: string }, kiosks?: KioskRights) {
  const [component = '', node, , last, ...more] = rest.split('/')
  const isConfig = node === clientId && last === 'config' && more.length === 0
  return isConfig && kiosks?.mayAnnounce(kiosk, component, clientId) === true
}

/** May it read all that this filter lets through? Asked when it subscribes, and of each topic when something is about to go out. */
export function mayRead(identity: Identity, filter: string, { topics, kiosks }: Places): boolean {
  switch (identity.role) {
    case 'operator':
    case 'service':
      return true
    case 'tablet':
    case 'anonymous':
      if (filter === topics.notification) return true
      return identity.tablet !== undefined && filter === topics.command(identity.tablet)
    case 'kiosk':
      return kiosks?.kioskTopics(identity.kiosk)?.reads.some((allowed) => covers(allowed, filter)) === true
  }
}

/** Is it the same one, so that one connection of it may take the place of another? */
export function isSame(one: Identity, other: Identity): boolean {
  if ('credential' in one && 'credential' in other) return one.credential.id === other.credential.id
  return one.role === other.role
}
