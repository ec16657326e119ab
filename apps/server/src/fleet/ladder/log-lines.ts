import { isClimbing, type LadderState } from '@relevo/core/ladder'
import type { EventType, NewEvent } from '../event.ts'
import { complaintOf, instructionFor } from './instruction.ts'
import type { Ladder } from './ladder.ts'

/** The lines of the log that a step of a ladder makes; none for steps nobody has to hear of. Pure. */
export function linesOf(before: LadderState, { tablet, environment, state }: Ladder, at: number): NewEvent[] {
  const line = (type: EventType, data: NewEvent['data']): NewEvent => ({
    at,
    type,
    environment,
    subject: { kind: 'tablet', id: tablet },
    data,
  })
  return [...rungLine(before, state, line), ...endLine(before, state, tablet, line)]
}

type Line = (type: EventType, data: NewEvent['data']) => NewEvent

/** A rung begins with its first message, and with an entry in the budget. */
function rungLine(before: LadderState, after: LadderState, line: Line): NewEvent[] {
  if (!isClimbing(after) || after.lastAt === undefined || after.last === undefined) return []
  if (isClimbing(before) && before.lastAt === after.lastAt && before.climbed === after.climbed) return []
  return [line('ladder-rung', { rung: after.last, try: after.tries, ...complaintOf(after) })]
}

function endLine(before: LadderState, after: LadderState, tablet: string, line: Line): NewEvent[] {
  if (after.phase === 'needs-hands' && before.phase !== 'needs-hands') {
    const { reason, last, since, seen } = after
    const { text, advice } = instructionFor(tablet, after)
    return [
      line('ladder-needs-hands', {
        reason,
        ...complaintOf(after),
        since: new Date(since).toISOString(),
        ...(last !== undefined && { rung: last }),
        ...(seen.release !== undefined && { release: seen.release }),
        text,
        advice,
      }),
    ]
  }
  if (after.phase !== 'well' || !after.recovered || before.phase === 'well') return []
  // Of what was not begun nobody is told that it is over.
  if (isClimbing(before) && before.last === undefined && before.phase !== 'needs-hands') return []
  const { by, at, since, desired } = after.recovered
  return [
    line('ladder-recovered', {
      ...(by !== undefined && { rung: by }),
      desired,
      seconds: Math.max(0, Math.round((at - since) / 1_000)),
    }),
  ]
}
