import { isTabletId, type Topics } from '@relevo/core/protocol'
import { covers } from './topic-filter.ts'

/** Who a connection is. `credential` is the id of what it signed in with. */
export type Identity =
  /** Our own tools, with the server's token. */
  | { role: 'operator' }
  | { role: 'tablet'; tablet: string; credential: string }
  | { role: 'kiosk'; kiosk: string; credential: string }
  /** Another program of the house, such as Home Assistant. */
  | { role: 'service'; name: string; credential: string }
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
  /** Is this where some kiosk app is told what to do? */
  isCommandTopic(topic: string): boolean
}

/** Where what is. */
export interface Places {
  topics: Topics
  prefix: string
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
  const { topics, prefix, kiosks } = places
  switch (identity.role) {
    case 'operator':
      return true
    case 'tablet':
    case 'anonymous':
      return identity.tablet !== undefined && topic === topics.status(identity.tablet)
    case 'kiosk':
      return kiosks?.kioskTopics(identity.kiosk)?.writes.some((filter) => covers(filter, topic)) === true
    case 'service':
      return topic.startsWith('homeassistant/') || topic.startsWith(`${prefix}/home-assistant/`)
  }
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
  if ('credential' in one && 'credential' in other) return one.credential === other.credential
  return one.role === other.role
}
