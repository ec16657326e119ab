import { amount, fields, moment, numberOf, some, strange, word } from './read-fields.ts'

type Moment = string | number

/** A row of `GET /api/enrolment-codes`. */
export interface CodeRow {
  id: string
  tablet?: string
  uses: number
  used: number
  state: string
  createdAt?: Moment
  createdBy?: string
  expiresAt?: Moment
}

/** @throws RelevoError `internal` when the server does not speak as documented */
export function readCode(row: unknown): CodeRow {
  const { id, tablet, uses, used, state, createdAt, createdBy, expiresAt } = fields('api/enrolment-codes', row)
  if (typeof id !== 'string') throw strange('api/enrolment-codes')
  return {
    id,
    uses: amount(uses),
    used: amount(used),
    state: word(state) ?? '',
    ...some({
      tablet: word(tablet),
      createdAt: moment(createdAt),
      createdBy: word(createdBy),
      expiresAt: moment(expiresAt),
    }),
  }
}

/** The answer to `POST /api/enrolment-codes`, the only one with the code itself. */
export function readMadeCode(data: unknown): CodeRow & { code: string; launchUrl: string } {
  const { code, launchUrl } = fields('api/enrolment-codes', data)
  if (typeof code !== 'string' || typeof launchUrl !== 'string') throw strange('api/enrolment-codes')
  return { ...readCode(data), code, launchUrl }
}

/** A row of `GET /api/credentials`. */
export interface CredentialRow {
  id: string
  kind: string
  name: string
  user: string
  state: string
  createdAt?: Moment
  createdBy?: string
  lastUsedAt?: Moment
  revokedAt?: Moment
}

/** @throws RelevoError `internal` when the server does not speak as documented */
export function readCredential(row: unknown): CredentialRow {
  const { id, kind, name, user, state, createdAt, createdBy, lastUsedAt, revokedAt } = fields('api/credentials', row)
  if (typeof id !== 'string' || typeof kind !== 'string' || typeof name !== 'string') throw strange('api/credentials')
  return {
    id,
    kind,
    name,
    user: word(user) ?? '',
    state: word(state) ?? '',
    ...some({
      createdAt: moment(createdAt),
      createdBy: word(createdBy),
      lastUsedAt: moment(lastUsedAt),
      revokedAt: moment(revokedAt),
    }),
  }
}

/** The answer to `POST /api/credentials`, the only one with the secret. */
export function readMadeCredential(data: unknown): CredentialRow & { secret: string; mqttPort?: number } {
  const { secret, mqttPort } = fields('api/credentials', data)
  if (typeof secret !== 'string') throw strange('api/credentials')
  return { ...readCredential(data), secret, ...some({ mqttPort: numberOf(mqttPort) }) }
}

/** A row of `GET /api/strangers`. */
export interface StrangerRow {
  tablet: string
  address: string
  release: string
  engine?: string
  hadSecret: boolean
  firstSeen?: Moment
  lastSeen?: Moment
  count: number
}

/** @throws RelevoError `internal` when the server does not speak as documented */
export function readStranger(row: unknown): StrangerRow {
  const { tablet, address, release, engine, hadSecret, firstSeen, lastSeen, count } = fields('api/strangers', row)
  if (typeof tablet !== 'string') throw strange('api/strangers')
  const { name, version } = (engine ?? {}) as Record<string, unknown>
  return {
    tablet,
    address: word(address) ?? '',
    release: word(release) ?? '',
    hadSecret: hadSecret === true,
    count: amount(count),
    ...some({
      engine: typeof name === 'string' ? `${name} ${amount(version)}` : undefined,
      firstSeen: moment(firstSeen),
      lastSeen: moment(lastSeen),
    }),
  }
}
