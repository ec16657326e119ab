import { type Fields, fields, some, strange, word } from './read-fields.ts'

/** A row of `GET /api/doctor`. */
export interface FindingRow {
  check: string
  verdict: string
  subject?: string
  message: string
  why: string
  do: string
}

/** @throws RelevoError `internal` when the server does not speak as documented */
export function readFinding(row: unknown): FindingRow {
  const { check, verdict, subject, message, why, do: cure }: Fields = fields('api/doctor', row)
  if (typeof check !== 'string' || typeof verdict !== 'string') throw strange('api/doctor')
  return {
    check,
    verdict,
    message: word(message) ?? '',
    why: word(why) ?? '',
    do: word(cure) ?? '',
    ...some({ subject: word(subject) }),
  }
}
