import { isSilenced } from '@relevo/core/alerts'
import type { EventType, NewEvent } from '../event.ts'
import type { Alert, Lane } from './alert.ts'

/** The lines of the log that a step of a lane makes; none for steps nobody has to hear of. Pure. */
export function linesOf(before: Lane, after: Lane, at: number, actor?: string): NewEvent[] {
  const { alert } = after
  if (!alert) return []
  const line = (type: EventType, data: NewEvent['data']): NewEvent[] => [
    {
      at,
      type,
      environment: alert.environment,
      subject: { kind: 'alert', id: alert.id },
      data: { rule: alert.rule, ...data },
      ...(actor !== undefined && { actor }),
    },
  ]
  return [
    ...phaseLine(before, after, alert, at, line),
    ...acknowledgementLine(before, after, line),
    ...silenceLine(before, after, at, line),
  ]
}

type Line = (type: EventType, data: NewEvent['data']) => NewEvent[]

/** `silenced` in the data: nobody is told. */
function phaseLine({ state: before }: Lane, { state }: Lane, alert: Alert, at: number, line: Line): NewEvent[] {
  const found = foundBy(alert)
  if (state.phase === 'firing') {
    if (before.phase !== 'firing')
      return line('alert-fired', { ...found, ...(state.toldAt === undefined && { silenced: true }) })
    if (state.toldAt === before.toldAt) return []
    return line('alert-fired', { ...found, again: before.toldAt === undefined ? 'silence-over' : 'reminder' })
  }
  if (before.phase !== 'firing' || state.phase !== 'resolved') return []
  // Of what nobody was told nobody is told that it is over.
  const isQuiet = before.toldAt === undefined || isSilenced(before, at)
  return line('alert-resolved', {
    ...found,
    ...(isQuiet && { silenced: true }),
    ...(state.retired && { retired: true }),
  })
}

function acknowledgementLine({ state: before }: Lane, { state }: Lane, line: Line): NewEvent[] {
  if (state.phase !== 'firing' || before.phase !== 'firing' || state.acknowledged === before.acknowledged) return []
  const { note } = state.acknowledged ?? {}
  return line('alert-acknowledged', note === undefined ? {} : { note })
}

function silenceLine({ state: before }: Lane, { state }: Lane, at: number, line: Line): NewEvent[] {
  if (before.silencedUntil === state.silencedUntil) return []
  const until = isSilenced(state, at) ? state.silencedUntil : undefined
  return line('alert-silenced', until === undefined ? { lifted: true } : { until: new Date(until).toISOString() })
}

function foundBy({ since, reading: { value, threshold, samples, text, advice } }: Alert): NewEvent['data'] {
  return { value, threshold, samples, text, advice, since: new Date(since).toISOString() }
}
