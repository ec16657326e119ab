import { amount, type Fields, fields, moment, some, strange, word } from './read-fields.ts'

/** A row of `GET /api/alerts`, and the answer to whatever is done about one. */
export interface AlertRow {
  id: string
  rule: string
  environment: string
  state: string
  since?: string | number
  resolvedAt?: string | number
  value: number
  threshold: number
  samples: number
  text: string
  acknowledged?: { by: string; note?: string; at?: string | number }
  silencedUntil?: string | number
}

/** @throws RelevoError `internal` when the server does not speak as documented */
export function readAlert(row: unknown): AlertRow {
  const alert = fields('api/alerts', row)
  const { id, rule, environment, state, value, threshold, samples, text } = alert
  if (typeof id !== 'string' || typeof rule !== 'string' || typeof state !== 'string') throw strange('api/alerts')
  return {
    id,
    rule,
    environment: word(environment) ?? '',
    state,
    value: amount(value),
    threshold: amount(threshold),
    samples: amount(samples),
    text: word(text) ?? '',
    ...some({
      since: moment(alert.since),
      resolvedAt: moment(alert.resolvedAt),
      acknowledged: readAcknowledged(alert.acknowledged),
      silencedUntil: moment(alert.silencedUntil),
    }),
  }
}

function readAcknowledged(value: unknown): AlertRow['acknowledged'] {
  if (typeof value !== 'object' || value === null) return undefined
  const { by, note, at } = value as Fields
  return { by: word(by) ?? '', ...some({ note: word(note), at: moment(at) }) }
}
