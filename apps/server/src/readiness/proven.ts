import type { Check } from '../fleet/readiness.ts'

/** The check of a part that proves by itself that it works, such as the database by writing, or throws. */
export function provenCheck(name: string, prove: (signal: AbortSignal) => Promise<void>): Check {
  return {
    name,
    needed: true,
    async look(signal) {
      await prove(signal)
      return { status: 'ok' }
    },
  }
}
