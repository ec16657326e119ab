import type { RefusalReason } from '../fleet/mqtt/refusals.ts'

/** What the library says when it ends a connection, and the reason that it is. */
const REASONS: readonly (readonly [RegExp, RefusalReason])[] = [
  [/packet too large/, 'packet-too-large'],
  [/identifier rejected/, 'client-id'],
  [/unacceptable protocol version/, 'protocol-level'],
  [/authentication (method|data)/, 'auth-method'],
  [/topic alias/, 'topic-alias'],
  [/not allowed in|is only allowed in|empty topic|too many levels/, 'bad-topic'],
]

/** Lines that end are nobody’s mistake: asleep, switched off, out of range. */
const ENDED =
  /keep alive timeout|connect did not arrive|connection closed|has been (ended|destroyed)|Premature close|WebSocket is not open/

/**
 * Why the library ended a connection; undefined when it just ended.
 *
 * @example refusalOf(new Error('# is not allowed in PUBLISH')) // 'bad-topic'
 */
export function refusalOf(error: Error): RefusalReason | undefined {
  if ((error as NodeJS.ErrnoException).code !== undefined || ENDED.test(error.message)) return undefined
  return REASONS.find(([says]) => says.test(error.message))?.[1] ?? 'malformed'
}
