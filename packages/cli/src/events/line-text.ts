import { momentText } from '../screen/moment.ts'
import { oneLine } from '../screen/one-line.ts'
import type { LogLine } from './read-event.ts'

/** So wide that the names of almost all events fit. */
const TYPE_WIDTH = 24
const ENVIRONMENT_WIDTH = 10

/**
 * A line of the log for people.
 *
 * @example lineText(line) // '2025-03-30 10:00:00Z  tablet-release            production  hall  from=r1 release=r2'
 */
export function lineText({ at, type, environment = '-', actor, subject, data }: LogLine): string {
  const said = Object.entries(data).map(([name, value]) => `${name}=${String(value)}`)
  const parts = [
    momentText(at),
    type.padEnd(TYPE_WIDTH),
    environment.padEnd(ENVIRONMENT_WIDTH),
    subject.id,
    ...(said.length > 0 ? [said.join(' ')] : []),
    ...(actor === undefined ? [] : [`by ${actor}`]),
  ]
  return parts
    .map((part) => oneLine(part).padEnd(part.length))
    .join('  ')
    .trimEnd()
}
