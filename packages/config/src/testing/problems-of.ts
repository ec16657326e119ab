import { RelevoError } from '@relevo/core/errors'
import { readConfig } from '../read-config.ts'
import type { Variables } from '../variables.ts'

/** The lines that a configuration is refused with; none when it can be used. */
export function problemsOf(file: unknown, env: Variables = {}): string[] {
  try {
    readConfig({ file, env })
    return []
  } catch (error) {
    if (error instanceof RelevoError && error.code === 'config-invalid') return error.detail?.split('\n') ?? []
    throw error
  }
}
