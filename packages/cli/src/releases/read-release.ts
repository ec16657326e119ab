import { amount, type Fields, fields, moment, readRows, some, strange, word } from '../server/read-fields.ts'

/** Answer to `GET /api/releases/:version`, without its manifest. */
export interface ReleaseDetails {
  version: string
  files: number
  bytes: number
  publishedAt: string | number
  /** Where it is current. */
  environments: string[]
  rollouts: Rollout[]
  blockedAt?: string | number
  notes?: string
  commit?: string
}

/** A deployment of a release, as far as it is shown with it. */
export interface Rollout {
  id: string
  environment: string
  status: string
  timestamp?: string | number
  finishedAt?: string | number
}

interface Amount {
  files: number
  bytes: number
}

/** Answer to `GET /api/releases/:version/changes`. */
export interface ReleaseChanges {
  /** What it is compared with; absent where nothing came before it. */
  from?: string
  added: Amount
  changed: Amount
  removed: Amount
  unchanged: Amount
  /** Bytes that a tablet with `from` has to fetch. */
  download: number
  files: { path: string; kind: string; bytes: number; was?: number }[]
}

/** @throws RelevoError `internal` like its sibling below: the server does not speak as documented */
export function readDetails(data: unknown): ReleaseDetails {
  const path = 'api/releases/:version'
  const { version, files, bytes, publishedAt, environments, rollouts, ...more } = fields(path, data)
  if (typeof version !== 'string') throw strange(path)
  return {
    version,
    files: amount(files),
    bytes: amount(bytes),
    publishedAt: moment(publishedAt) ?? '',
    environments: readRows(environments ?? [], (name) => word(name) ?? ''),
    rollouts: readRows(rollouts ?? [], readRollout),
    ...some({ blockedAt: moment(more.blockedAt), notes: word(more.notes), commit: word(more.commit) }),
  }
}

export function readChanges(data: unknown): ReleaseChanges {
  const path = 'api/releases/:version/changes'
  const { from, added, changed, removed, unchanged, download, files } = fields(path, data)
  return {
    ...some({ from: word(from) }),
    added: readAmount(added),
    changed: readAmount(changed),
    removed: readAmount(removed),
    unchanged: readAmount(unchanged),
    download: amount(download),
    files: readRows(files, (row) => {
      const { path: file, kind, bytes, was } = fields(path, row)
      if (typeof file !== 'string' || typeof kind !== 'string') throw strange(path)
      return { path: file, kind, bytes: amount(bytes), ...(typeof was === 'number' && { was }) }
    }),
  }
}

function readRollout(row: unknown): Rollout {
  const { id, environment, status, timestamp, finishedAt } = fields('api/releases/:version', row)
  if (typeof id !== 'string') throw strange('api/releases/:version')
  return {
    ...{ id, environment: word(environment) ?? '', status: word(status) ?? '' },
    ...some({ timestamp: moment(timestamp), finishedAt: moment(finishedAt) }),
  }
}

function readAmount(value: unknown): Amount {
  const { files, bytes } = (value ?? {}) as Fields
  return { files: amount(files), bytes: amount(bytes) }
}
