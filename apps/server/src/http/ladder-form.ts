import { APPS } from '@relevo/core/kiosk'
import { HANDS_REASONS, isClimbing, LADDER_PHASES, type LadderState, RUNGS, WAITS, WHYS } from '@relevo/core/ladder'
import { z } from 'zod'
import { instructionFor } from '../fleet/ladder/instruction.ts'
import type { Ladder } from '../fleet/ladder/ladder.ts'
import { iso, TIME } from './forms.ts'

const RUNG = z.enum(RUNGS)

const WHAT_IS_WRONG = {
  why: z
    .enum(WHYS)
    .optional()
    .describe(
      '`stale`: it reports another release; `stuck`: it says why it cannot; `silent`: its kiosk app is online and its page not heard; `elsewhere`: and shows another address',
    ),
  since: TIME.optional().describe('Since when it has been wrong'),
  rung: RUNG.optional().describe('The rung that is being climbed, or comes next'),
  reason: z.enum(HANDS_REASONS).optional().describe('Why a person is needed'),
}

/** The ladder of a tablet in short, as it is shown with the tablet. */
export const SHORT_LADDER = z.object({ phase: z.enum(LADDER_PHASES), ...WHAT_IS_WRONG })

/** The ladder of a tablet on the wire. */
export const LADDER = z.object({
  tablet: z.string(),
  environment: z.string(),
  phase: z
    .enum(LADDER_PHASES)
    .describe(
      '`well`: nothing is done; `sending`, `verifying`: a rung is climbed, and its page has time to show that it helped; `waiting`: for the next; `needs-hands`: a person is called for; `left`: a person wants it left alone',
    ),
  ...WHAT_IS_WRONG,
  code: z.string().optional().describe('What the page says it is stuck with'),
  desired: z.string().optional().describe('The release it should run'),
  tries: z.number().optional().describe('How often that rung was climbed'),
  last: RUNG.optional().describe('The last rung that was climbed'),
  lastAt: TIME.optional(),
  climbed: z.number().optional().describe('Rungs climbed for this release'),
  spent: z.number().describe('Rungs climbed within the last day, which the budget counts'),
  waitsFor: z.enum(WAITS).optional(),
  until: TIME.optional().describe('When it goes on, as far as that is known'),
  calledAt: TIME.optional().describe('When a person was called for'),
  text: z.string().optional().describe('What is so, where a person is needed'),
  advice: z.string().optional().describe('What that person is to do'),
  seen: z
    .object({
      release: z.string().optional(),
      heardAt: TIME.optional().describe('When its page was heard last'),
      app: z.enum(APPS).optional(),
      shows: z.string().optional().describe('The address that its kiosk app showed, without its query'),
    })
    .optional()
    .describe('What was known when a person was called for'),
  left: z.object({ at: TIME, by: z.string().optional() }).optional().describe('Who wants it left alone'),
  recovered: z
    .object({ at: TIME, since: TIME, desired: z.string(), by: RUNG.optional() })
    .optional()
    .describe('How it came back; without `by` by itself, or by somebody’s hands'),
})

/** A ladder, as `LADDER` has it. */
export function shownLadder({ tablet, environment, state }: Ladder): z.output<typeof LADDER> {
  const spent = state.spent.length
  return { tablet, environment, phase: state.phase, spent, ...shownWay(state), ...shownEnd(tablet, state) }
}

/** The same in short. */
export function shortLadder(state: LadderState): z.output<typeof SHORT_LADDER> {
  if (!isClimbing(state)) return { phase: state.phase }
  const { phase, why, since, rung } = state
  return { phase, why, since: iso(since), rung, ...(phase === 'needs-hands' && { reason: state.reason }) }
}

function shownWay(state: LadderState) {
  if (!isClimbing(state)) return {}
  const { why, code, since, desired, rung, tries, last, lastAt, climbed } = state
  const until = 'until' in state ? state.until : undefined
  return {
    why,
    ...(code !== undefined && { code }),
    since: iso(since),
    desired,
    rung,
    tries,
    ...(last !== undefined && { last }),
    ...(lastAt !== undefined && { lastAt: iso(lastAt) }),
    climbed,
    ...(state.phase === 'waiting' && { waitsFor: state.for }),
    ...(until !== undefined && { until: iso(until) }),
  }
}

function shownEnd(tablet: string, state: LadderState) {
  switch (state.phase) {
    case 'needs-hands': {
      const { reason, at, seen } = state
      const { heardAt, ...same } = seen
      const known = { ...same, ...(heardAt !== undefined && { heardAt: iso(heardAt) }) }
      return { reason, calledAt: iso(at), ...instructionFor(tablet, state), seen: known }
    }
    case 'left': {
      const { at, by, desired } = state
      const left = { at: iso(at), ...(by !== undefined && { by }) }
      return { left, ...(desired !== undefined && { desired }) }
    }
    case 'well': {
      if (!state.recovered) return {}
      const { at, since, desired, by } = state.recovered
      return { recovered: { at: iso(at), since: iso(since), desired, ...(by !== undefined && { by }) } }
    }
    default:
      return {}
  }
}
