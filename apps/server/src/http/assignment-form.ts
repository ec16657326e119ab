import { ASSIGNMENT_PHASES, type Assignment } from '@relevo/core/waves'
import { z } from 'zod'
import { iso, TIME } from './forms.ts'

/** How far a deployment has come on a tablet. */
export const ASSIGNMENT = z.object({
  wave: z.number().describe('The wave that took it in, from 1'),
  state: z.enum(ASSIGNMENT_PHASES),
  since: TIME,
  attempts: z.number(),
  offers: z.number().describe('Offers that led to nothing'),
  code: z.string().optional(),
  detail: z.string().optional(),
})

/** An assignment on the wire; one that fell silent says so by a code of its own, and in which phase it was. */
export function shownAssignment(assignment: Assignment): z.output<typeof ASSIGNMENT> {
  const { wave, phase: state, since, attempts, offers } = assignment
  const why = assignment.phase === 'timed_out' ? { code: 'timed-out', detail: assignment.during } : assignment
  return {
    wave,
    state,
    since: iso(since),
    attempts,
    offers,
    ...('code' in why && why.code !== undefined && { code: why.code }),
    ...('detail' in why && why.detail !== undefined && { detail: why.detail }),
  }
}
