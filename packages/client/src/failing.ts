import type { RelevoError, TabletCode } from '@relevo/core/errors'

/** What is said of an error on the wire. Whatever is no error of ours came out of the line to the worker. */
export function failing(error: unknown): { code: TabletCode; detail: string | undefined } {
  const { code = 'worker-silent', detail } = error as Partial<RelevoError>
  return { code: code as TabletCode, detail }
}
