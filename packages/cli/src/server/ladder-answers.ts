import { type Fields, fields, moment, numberOf, objectOf, some, strange, word } from './read-fields.ts'

/** A row of `GET /api/ladders`, and the answer to whatever is ordered for one tablet. */
export interface LadderRow {
  tablet: string
  environment: string
  phase: string
  why?: string
  code?: string
  desired?: string
  since?: string | number
  rung?: string
  tries?: number
  last?: string
  lastAt?: string | number
  spent: number
  waitsFor?: string
  until?: string | number
  reason?: string
  calledAt?: string | number
  text?: string
  advice?: string
  left?: { at?: string | number; by?: string }
  recovered?: { at?: string | number; by?: string }
  /** Nothing has changed: that was so already. */
  duplicate: boolean
}

/** @throws RelevoError `internal` when the server does not speak as documented */
export function readLadder(row: unknown): LadderRow {
  const ladder = fields('api/ladders', row)
  const { tablet, phase } = ladder
  if (typeof tablet !== 'string' || typeof phase !== 'string') throw strange('api/ladders')
  const words = ['why', 'code', 'desired', 'rung', 'last', 'waitsFor', 'reason', 'text', 'advice'] as const
  const moments = ['since', 'lastAt', 'until', 'calledAt'] as const
  return {
    tablet,
    phase,
    environment: word(ladder.environment) ?? '',
    spent: numberOf(ladder.spent) ?? 0,
    duplicate: ladder.duplicate === true,
    ...some({
      ...Object.fromEntries(words.map((name) => [name, word(ladder[name])])),
      ...Object.fromEntries(moments.map((name) => [name, moment(ladder[name])])),
      tries: numberOf(ladder.tries),
      left: whoAndWhen(objectOf(ladder.left)),
      recovered: whoAndWhen(objectOf(ladder.recovered)),
    }),
  }
}

function whoAndWhen(value: Fields | undefined): LadderRow['left'] {
  return value && some({ at: moment(value.at), by: word(value.by) })
}
