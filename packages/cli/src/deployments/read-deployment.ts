import { type Fields, fields, moment, some, strange, word } from '../server/read-fields.ts'
import { type Check, type OutputLine, readCheck, readOutputLine } from './read-record.ts'
import { type Rollout, readRollout } from './read-rollout.ts'

const PATH = 'api/deployments'

/** A deployment as `GET /api/deployments/:id` tells it; in a list, and right after its request, without its records. */
export interface Deployment extends Rollout {
  id: string
  environment: string
  version: string
  /** `pending`, `deploying`, `success`, `failed`, `rolled_back`; a newer server may have more. */
  status: string
  /** Where exactly it is; the status where the server does not tell. */
  phase: string
  commit?: string
  ref?: string
  user?: string
  /** When it was asked for. */
  timestamp?: string | number
  /** Why it ended so, a word of a closed list. */
  reason?: string
  detail?: string
  /** `null`: not measured, or not yet. */
  healthCheckPassed: boolean | null
  rollbackAvailable: boolean
  /** The release it would go, or went, back to. */
  rollbackTo?: string
  previousDeploymentId: string | null
  previousVersion?: string
  /** Who asked: `api`, `notify`, `webhook`, `promotion`. */
  trigger?: string
  force: boolean
  notes?: string
  startedAt?: string | number
  finishedAt?: string | number
  /** The request repeated one that runs or is live, and changed nothing. */
  duplicate?: boolean
  checks?: Check[]
  output?: OutputLine[]
}

/** @throws RelevoError `internal`: the server does not speak as documented */
export function readDeployment(data: unknown): Deployment {
  const told = fields(PATH, data)
  const { id, environment, version, status, healthCheckPassed } = told
  if (typeof id !== 'string' || typeof version !== 'string' || typeof status !== 'string') throw strange(PATH)
  return {
    id,
    environment: word(environment) ?? '',
    version,
    status,
    phase: word(told.phase) ?? status,
    healthCheckPassed: typeof healthCheckPassed === 'boolean' ? healthCheckPassed : null,
    rollbackAvailable: told.rollbackAvailable === true,
    previousDeploymentId: word(told.previousDeploymentId) ?? null,
    force: told.force === true,
    ...some({ ...words(told), ...moments(told), duplicate: told.duplicate === true || undefined }),
    ...readRollout(told),
    ...some({ checks: list(told.checks, readCheck), output: list(told.output, readOutputLine) }),
  }
}

function words(told: Fields) {
  return {
    commit: word(told.commit),
    ref: word(told.ref),
    user: word(told.user),
    reason: word(told.reason),
    detail: word(told.detail),
    rollbackTo: word(told.rollbackTo),
    previousVersion: word(told.previousVersion),
    trigger: word(told.trigger),
    notes: word(told.notes),
  }
}

function moments(told: Fields) {
  return {
    timestamp: moment(told.timestamp),
    startedAt: moment(told.startedAt),
    finishedAt: moment(told.finishedAt),
  }
}

/** The rows of a record that can be read; none where there is no record. */
function list<T>(value: unknown, read: (row: unknown) => T | undefined): T[] | undefined {
  return Array.isArray(value) ? value.map(read).filter((row) => row !== undefined) : undefined
}
