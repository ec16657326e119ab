import { isSha256 } from '@relevo/core/release'
import { amount, type Fields, fields, moment, readRows, some, strange, word } from './read-fields.ts'

/** Answer to `POST /api/releases`. */
export interface Created {
  created: boolean
  missing: string[]
}

/** Answer to `POST /api/notify-update`. */
export interface Notified {
  environment: string
  version: string
  force: boolean
  changedAt: string | number
  /** It was so already; the hint was sent again. */
  duplicate: boolean
  /** Tablets known in the environment. */
  tablets: number
}

/** Answer to `PATCH /api/releases/:version`. */
export interface Blocked {
  version: string
  blocked: boolean
  /** It was so already. */
  duplicate: boolean
  environments: Outlook[]
}

/** What the tablets of an environment do about a block. */
interface Outlook {
  name: string
  current?: string
  /** The release they should run now. */
  desired?: string
  tablets: number
  /** The same in words. */
  outlook: string
}

/** Answer to the calls of `/api/environments/:name/directive`. */
export interface Directed {
  environment: string
  /** The order in force; absent when there is none. */
  directive?: { do: string; id: string }
  /** There was nothing to withdraw. */
  duplicate: boolean
  tablets: number
}

/** A row of `GET /api/environments`. */
export interface EnvironmentRow {
  name: string
  current?: string
  /** The release its tablets should run: `current`, or the one before while that is blocked. */
  desired?: string
  directive?: { do: string; id: string }
  /** `current` is blocked. */
  blocked: boolean
  force: boolean
  changedAt?: string | number
}

/** @throws RelevoError `internal` like its siblings below: the server does not speak as documented. */
export function readCreated(data: unknown): Created {
  const { created, missing = [] } = fields('api/releases', data)
  if (typeof created !== 'boolean' || !Array.isArray(missing) || !missing.every(isSha256)) throw strange('api/releases')
  return { created, missing }
}

export function readNotified(data: unknown): Notified {
  const { environment, version, force, changedAt, duplicate, tablets } = fields('api/notify-update', data)
  if (typeof environment !== 'string' || typeof version !== 'string') throw strange('api/notify-update')
  return {
    environment,
    version,
    force: force === true,
    changedAt: moment(changedAt) ?? '',
    duplicate: duplicate === true,
    tablets: amount(tablets),
  }
}

export function readBlocked(data: unknown): Blocked {
  const path = 'api/releases/:version'
  const { version, blocked, duplicate, environments } = fields(path, data)
  if (typeof version !== 'string' || typeof blocked !== 'boolean') throw strange(path)
  const outlooks = readRows(environments, (row) => {
    const { name, current, desired, tablets, outlook } = fields(path, row)
    if (typeof name !== 'string' || typeof outlook !== 'string') throw strange(path)
    return { name, ...some({ current: word(current), desired: word(desired) }), tablets: amount(tablets), outlook }
  })
  return { version, blocked, duplicate: duplicate === true, environments: outlooks }
}

export function readDirected(data: unknown): Directed {
  const path = 'api/environments/:name/directive'
  const { environment, directive, duplicate, tablets } = fields(path, data)
  if (typeof environment !== 'string') throw strange(path)
  const order = some({ directive: readOrder(directive) })
  return { environment, ...order, duplicate: duplicate === true, tablets: amount(tablets) }
}

export function readEnvironment(row: unknown): EnvironmentRow {
  const { name, current, desired, directive, blocked, force, changedAt } = fields('api/environments', row)
  if (typeof name !== 'string') throw strange('api/environments')
  const told = { current: word(current), desired: word(desired), directive: readOrder(directive) }
  return { name, force: force === true, blocked: blocked === true, ...some({ ...told, changedAt: moment(changedAt) }) }
}

function readOrder(value: unknown): { do: string; id: string } | undefined {
  const { do: deed, id } = (value ?? {}) as Fields
  return typeof deed === 'string' && typeof id === 'string' ? { do: deed, id } : undefined
}
