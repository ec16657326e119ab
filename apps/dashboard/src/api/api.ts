import { session } from '../session/session.ts'
import { ApiError } from './api-error.ts'

/** A list as the API answers it; `count` is all there are, `data` may be a part. */
export interface List<Row> {
  data: Row[]
  count: number
}

/** A question that is not answered in so many milliseconds is lost, and holds a connection for nothing. */
const PATIENCE = 20_000

/**
 * Ask the API for a list.
 *
 * @throws ApiError what the server refuses; TypeError or DOMException when it does not answer
 */
export async function get<Row>(path: string, signal: AbortSignal): Promise<List<Row>> {
  return bodyOf(await question(path, signal))
}

function question(path: string, signal: AbortSignal): Promise<Response> {
  return fetch(`/api/${path}`, { signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]) })
}

/** As many rows as the API gives at once. */
const AT_ONCE = 1_000

/**
 * Ask the API for the first so many rows of a list, in as many calls as that takes.
 *
 * @param wanted all there are, without it
 * @throws as `get`
 */
export async function getMany<Row>(path: string, signal: AbortSignal, wanted = Infinity): Promise<List<Row>> {
  const rows: Row[] = []
  for (;;) {
    const limit = Math.min(AT_ONCE, wanted - rows.length)
    const and = path.includes('?') ? '&' : '?'
    const { data, count } = await get<Row>(`${path}${and}limit=${limit}&offset=${rows.length}`, signal)
    rows.push(...data)
    if (data.length === 0 || rows.length >= Math.min(wanted, count)) return { data: rows, count }
  }
}

/**
 * Ask the API for one thing.
 *
 * @throws as `get`
 */
export async function getOne<T>(path: string, signal: AbortSignal): Promise<T> {
  return answerOf(await question(path, signal))
}

/** Ways to have something changed. */
export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Have the API change something, with the proof that this page asks for it.
 *
 * @param body an object goes as JSON, text as CSV
 * @returns what came of it
 * @throws as `get`
 */
export async function send<T = unknown>(method: Method, path: string, body?: object | string): Promise<T> {
  const isText = typeof body === 'string'
  const headers = {
    'x-relevo-csrf': session.value?.csrf ?? '',
    ...(body !== undefined && { 'content-type': isText ? 'text/csv' : 'application/json' }),
  }
  const content = body !== undefined && { body: isText ? body : JSON.stringify(body) }
  return answerOf<T>(await fetch(`/api/${path}`, { method, headers, ...content }))
}

/**
 * The `data` of an answer.
 *
 * @throws ApiError what the server refuses
 */
export async function answerOf<T>(response: Response): Promise<T> {
  return (await bodyOf<{ data: T }>(response)).data
}

/**
 * What a call answers, or `undefined` when this server has no such route: an older one than this page was written for.
 *
 * @throws as the call, for anything else
 */
export async function ifThere<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call
  } catch (error) {
    if (error instanceof ApiError && (error.code === 'not-found' || error.code === 'method-not-allowed'))
      return undefined
    throw error
  }
}

/** A session that has ended makes the page a door again, instead of showing old rows. */
async function bodyOf<T>(response: Response): Promise<T> {
  if (response.status === 401) session.value = null
  const body = await response.json().catch(() => undefined) // a proxy's own page, say
  if (response.ok && body) return body
  throw body?.error ? new ApiError(body.error) : new Error(`${response.status} ${response.statusText}`)
}
