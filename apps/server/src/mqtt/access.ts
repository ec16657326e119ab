import { isTabletId, type Topics } from '@relevo/core/protocol'

/** Who a connection is: our own tools with the token, or anybody on the site's network. */
export type Role = 'operator' | 'anonymous'

/** The user name that goes with the token. */
export const OPERATOR = 'relevo'

/** Largest report, bytes; a legal one has a few hundred. */
export const REPORT_LIMIT = 4096

/**
 * The tablet a client id speaks for: `lobby-1`, or `lobby-1.<anything>` for the second page of one tablet.
 *
 * @example tabletOfClient('lobby-1.tab2') // 'lobby-1'
 */
export function tabletOfClient(clientId: string): string | undefined {
  const [tablet] = clientId.split('.', 1)
  return isTabletId(tablet) ? tablet : undefined
}

/** May this client write to this topic? A tablet writes its own status and nothing else. */
export function mayPublish(role: Role, clientId: string, topic: string, topics: Topics): boolean {
  if (topic.startsWith('$')) return false
  if (role === 'operator') return true
  const tablet = tabletOfClient(clientId)
  return tablet !== undefined && topic === topics.status(tablet)
}

/** May this client read this filter? A tablet reads the hints and its own commands; wildcards are for operators. */
export function maySubscribe(role: Role, clientId: string, filter: string, topics: Topics): boolean {
  if (role === 'operator' || filter === topics.notification) return true
  const tablet = tabletOfClient(clientId)
  return tablet !== undefined && filter === topics.command(tablet)
}
