import { parse } from '@relevo/core/protocol'

/** `error` of the server's answer. */
export interface ServerError {
  code: string
  message: string
  do: string
  detail?: string
}

/** What the server answers with, whatever was asked. */
export type Envelope = { success: true; data: unknown; count?: number } | { success: false; error: ServerError }

/** Read an answer's body; `undefined` when it is not one of ours (a proxy's page, say). */
export function readEnvelope(body: string): Envelope | undefined {
  const value = parse(body)
  if (value?.success === true) {
    return { success: true, data: value.data, ...(typeof value.count === 'number' && { count: value.count }) }
  }
  const { code, message, do: remedy, detail } = (value?.error ?? {}) as Record<string, unknown>
  if (value?.success !== false || typeof code !== 'string' || typeof message !== 'string') return undefined
  const error: ServerError = { code, message, do: typeof remedy === 'string' ? remedy : 'Look at the server’s log.' }
  if (typeof detail === 'string') error.detail = detail
  return { success: false, error }
}
