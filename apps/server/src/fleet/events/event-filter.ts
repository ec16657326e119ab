import type { EventType, FleetEvent, NewEvent } from '../event.ts'
import { mentionsOf } from './mentions.ts'

/** Which lines of the log: those that all of this is true of. */
export interface EventFilter {
  /** Of one of these types. */
  types?: readonly EventType[]
  environment?: string
  /** About a tablet, by each of its names. */
  tablets?: readonly string[]
  /** About this deployment, or naming it. */
  deployment?: string
  /** About this release, or naming it. */
  release?: string
  /** Done by this one, as `actorOf` says it. */
  actor?: string
  /** Not before this time, milliseconds since the epoch. */
  since?: number
  /** Not after this time. */
  until?: number
  /** With this text in it; capital letters of ASCII are as good as small ones. */
  q?: string
}

/**
 * Does a filter let an event through? A store says the same of its rows.
 *
 * @example passes({ types: ['tablet-stuck'] }, event)
 */
export function passes(filter: EventFilter, event: NewEvent): boolean {
  const { types, environment, tablets, deployment, release, actor, since, until, q } = filter
  const { subject, at } = event
  if (types !== undefined && !types.includes(event.type)) return false
  if (environment !== undefined && event.environment !== environment) return false
  if (tablets !== undefined && !(subject.kind === 'tablet' && tablets.includes(subject.id))) return false
  if (actor !== undefined && event.actor !== actor) return false
  if (since !== undefined && at < since) return false
  if (until !== undefined && at > until) return false
  if (q !== undefined && !folded(textOf(event)).includes(folded(q))) return false
  if (deployment === undefined && release === undefined) return true
  const mentions = mentionsOf(event)
  const names = (kind: string, id: string) => mentions.some((one) => one.kind === kind && one.id === id)
  if (deployment !== undefined && !names('deployment', deployment)) return false
  return release === undefined || names('release', release)
}

/** What a text is looked for in. */
function textOf({ type, environment = '', subject, actor = '', data }: Omit<FleetEvent, 'seq' | 'at'>): string {
  return [type, environment, subject.id, actor, JSON.stringify(data)].join(' ')
}

/** SQLite's LIKE folds the letters of ASCII and no others (https://sqlite.org/lang_expr.html#like). */
function folded(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}
