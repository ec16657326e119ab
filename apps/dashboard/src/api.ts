import { ApiError } from './api-error.ts'
import { session } from './session.ts'

/** A list as the API answers it; `count` is all there are, `data` may be a part. */
export interface List<Row> {
  data: Row[]
  count: number
}

/**
 * Ask the API for a list.
 *
 * @throws ApiError what the server refuses; TypeError when it does not answer
 */
export async function get<Row>(path: string, signal: AbortSignal): Promise<List<Row>> {
  return bodyOf(await fetch(`/api/${path}`, { signal }))
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
  return answerOf(await fetch(`/api/${path}`, { signal }))
}

/**
 * Have the API change something, with the proof that this page asks for it.
 *
 * @throws as `get`
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
 * @throws ApiError what the server refuses
 */
export async function answerOf<T>(response: Response): Promise<T> {
  return (await bodyOf<{ data: T }>(response)).data
}

/** A session that has ended makes the page a door again, instead of showing old rows. */
async function bodyOf<T>(response: Response): Promise<T> {
  if (response.status === 401) session.value = null
  const body = await response.json().catch(() => undefined) // a proxy's own page, say
  if (response.ok && body) return body
  throw body?.error ? new ApiError(body.error) : new Error(`${response.status} ${response.statusText}`)
}
