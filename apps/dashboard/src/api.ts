import { session } from './session.ts'

export interface TabletRow {
  id: string
  release: string
  releaseSince: string
  desired?: string
  phase: string
  target?: string
  progress?: number
  error?: { code: string; detail?: string; target?: string; at: string }
  /** A release cannot come to it; without `target`, the one it has does not start. */
  stuck?: { code?: string; detail?: string; target?: string; since: string }
  /** Why it has no worker that stores releases. */
  withoutWorker?: string
  engine?: { name: string; version: number }
  lastSeen: string
  online: boolean
}

export interface ReleaseRow {
  version: string
  publishedAt: string
  bytes: number
  files: number
  notes?: string
  /** The oldest engines it runs in. */
  engines?: Record<string, number>
  /** Since when it must not run. */
  blockedAt?: string
}

export interface EnvironmentRow {
  name: string
  current?: string
  force: boolean
  /** The release its tablets are told: another than `current` while that one is blocked. */
  desired?: string
  directive?: { do: string; id: string }
  changedAt?: string
}

/** A list as the API answers it; `count` is all there are, `data` may be a part. */
export interface List<Row> {
  data: Row[]
  count: number
}

/**
 * Ask the API.
 *
 * @throws Error with the server's own sentence
 */
export async function get<Row>(path: string, signal: AbortSignal): Promise<List<Row>> {
  return bodyOf(await fetch(`/api/${path}`, { signal }))
}

/**
 * Have the API change something, with the proof that this page asks for it.
 *
 * @throws Error with the server's own sentence
 */
export async function send(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<void> {
  const headers = {
    'x-relevo-csrf': session.value?.csrf ?? '',
    ...(body && { 'content-type': 'application/json' }),
  }
  await bodyOf(await fetch(`/api/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) }))
}

/**
 * The `data` of an answer.
 *
 * @throws Error with the server's own sentence
 */
export async function answerOf<T>(response: Response): Promise<T> {
  return (await bodyOf<{ data: T }>(response)).data
}

/** A session that has ended makes the page a door again, instead of showing old rows. */
async function bodyOf<T>(response: Response): Promise<T> {
  const body = await response.json()
  if (response.status === 401) session.value = null
  if (!response.ok) throw new Error(body.error?.message ?? response.statusText)
  return body
}
