import type { Check } from '../fleet/readiness.ts'
import type { StormWatch } from '../fleet/storms/storm-watch.ts'

/** Whether more comes than can be served. It is no fault of the server, and it works; somebody should know. */
export function stormCheck(storms: Pick<StormWatch, 'state'>): Check {
  return {
    name: 'storms',
    needed: false,
    async look() {
      const state = storms.state()
      if (state.phase === 'calm') return { status: 'ok' }
      const told = Object.values(state.refused).reduce((sum, count) => sum + count, 0)
      return { status: 'warn', detail: `more comes than can be served: ${told} were told to come later` }
    },
  }
}
