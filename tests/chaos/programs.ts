/** The code under test, bundled once: everything that a browser would give it comes in as a parameter instead. */
export interface Programs {
  worker: string
  page: string
}

export const WORKER_GLOBALS = [
  'self',
  'indexedDB',
  'caches',
  'fetch',
  'navigator',
  'crypto',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'Date',
  'Response',
  'Blob',
  'options',
] as const

export const PAGE_GLOBALS = [
  'window',
  'document',
  'navigator',
  'fetch',
  'crypto',
  'setTimeout',
  'clearTimeout',
  'requestAnimationFrame',
  'Date',
  'Math',
  'MessageChannel',
  'start',
] as const

/** Runs a program once, in a world of its own. */
export type RunProgram = (globals: Record<string, unknown>) => void

/** Parsed once: every start of a program is a call. */
export function runnable(code: string, names: readonly string[]): RunProgram {
  const program = new Function(...names, code)
  return (globals) => program(...names.map((name) => globals[name]))
}
