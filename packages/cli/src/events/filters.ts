import { RelevoError } from '@relevo/core/errors'
import { type Call, type Option, text } from '../command.ts'

/** What the log is filtered by; each is called here as the API calls it. */
export const FILTERS: Record<string, Option> = {
  type: { type: 'string', value: '<types>', says: 'of one of these types, with commas between them' },
  environment: { type: 'string', value: '<name>', says: 'of this environment' },
  tablet: { type: 'string', value: '<id>', says: 'about this tablet' },
  deployment: { type: 'string', value: '<id>', says: 'about this deployment, or naming it' },
  release: { type: 'string', value: '<version>', says: 'about this release, or naming it' },
  actor: { type: 'string', value: '<who>', says: 'done by this one, such as root' },
  since: { type: 'string', value: '<time>', says: 'not before: 30m, 12h, 7d, or a time such as 2025-03-30T10:00Z' },
  until: { type: 'string', value: '<time>', says: 'not after' },
  q: { type: 'string', value: '<text>', says: 'with this text in it' },
}

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * The filters of a call, as the API takes them.
 *
 * @param now milliseconds since the epoch
 * @throws RelevoError `usage` for a time that is none
 */
export function queryOf(call: Call, now: number): URLSearchParams {
  const query = new URLSearchParams()
  for (const name of Object.keys(FILTERS)) {
    const value = text(call, name)
    if (value === undefined) continue
    query.set(name, name === 'since' || name === 'until' ? momentIn(name, value, now) : value)
  }
  return query
}

function momentIn(name: string, value: string, now: number): string {
  const [, amount = '', unit = ''] = /^([1-9]\d{0,5})([mhd])$/.exec(value) ?? []
  const at = unit === '' ? Date.parse(value) : now - Number(amount) * (UNITS[unit] ?? 0)
  if (Number.isNaN(at))
    throw new RelevoError('usage', `--${name} ${JSON.stringify(value)} is no time such as 12h, 7d, 2025-03-30T10:00Z`)
  return new Date(at).toISOString()
}
