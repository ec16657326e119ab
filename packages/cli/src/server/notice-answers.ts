import { RelevoError } from '@relevo/core/errors'

/** A row of `GET /api/notices`. */
export interface NoticeRow {
  id: string
  sink: string
  state: string
  attempts: number
  title: string
  createdAt?: string
  nextTry?: string
  detail?: string
}

/** A row of `POST /api/notices/test`. */
export interface TestedRow {
  sink: string
  ok: boolean
  detail?: string
}

/** @throws RelevoError `internal`, as its sibling below: the server does not speak as documented. */
export function readNotice(row: unknown): NoticeRow {
  const { id, sink, state, attempts, title, createdAt, nextTry, detail } = (row ?? {}) as Record<string, unknown>
  if (typeof id !== 'string' || typeof sink !== 'string' || typeof state !== 'string') throw strange('api/notices')
  return {
    id,
    sink,
    state,
    attempts: typeof attempts === 'number' ? attempts : 0,
    title: typeof title === 'string' ? title : '',
    ...(typeof createdAt === 'string' && { createdAt }),
    ...(typeof nextTry === 'string' && { nextTry }),
    ...(typeof detail === 'string' && { detail }),
  }
}

export function readTested(row: unknown): TestedRow {
  const { sink, ok, detail } = (row ?? {}) as Record<string, unknown>
  if (typeof sink !== 'string') throw strange('api/notices/test')
  return { sink, ok: ok === true, ...(typeof detail === 'string' && { detail }) }
}

function strange(path: string): RelevoError {
  return new RelevoError('internal', `the answer of ${path} has not the documented form`)
}
