import { amount, type Fields, fields, moment, some, strange, word } from '../server/read-fields.ts'

/** A row of `GET /api/events`. */
export interface LogLine {
  seq: number
  at: string | number
  type: string
  environment?: string
  actor?: string
  subject: { kind: string; id: string }
  data: Fields
}

/** @throws RelevoError `internal` when it is none: the server does not speak as documented */
export function readLogLine(row: unknown): LogLine {
  const path = 'api/events'
  const { seq, at, type, environment, actor, subject, data } = fields(path, row)
  const { kind, id } = fields(path, subject)
  if (typeof type !== 'string' || typeof kind !== 'string' || typeof id !== 'string') throw strange(path)
  return {
    seq: amount(seq),
    at: moment(at) ?? '',
    type,
    ...some({ environment: word(environment), actor: word(actor) }),
    subject: { kind, id },
    data: typeof data === 'object' && data !== null ? (data as Fields) : {},
  }
}
