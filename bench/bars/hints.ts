import { setTimeout as wait } from 'node:timers/promises'
import type { Bar, Measured } from './bar.ts'
import { withFleet } from './with-fleet.ts'

const ROUNDS = 5
/** Between two rounds, ms: longer than the spread, within which the whole fleet checks in. */
const PAUSE = 30_000

/**
 * A notice goes out to a connected fleet: how long until tablets have the hint. It says the same release again, with a
 * retry: tablets look, and find nothing to download.
 */
export const hints: Bar = (bench) =>
  withFleet(bench, [], async (server, fleet) => {
    const rounds: Record<'p50' | 'p95' | 'last', number[]> = { p50: [], p95: [], last: [] }
    for (let round = 0; round < ROUNDS; round++) {
      const asked = Date.now()
      await server.call('POST', '/api/notify-update', { version: 'r1', retry: true })
      const answered = Date.now() - asked
      await wait(PAUSE)
      const { hint } = fleet.figures()
      if (!hint || hint.received < 0.95 * bench.tablets) throw new Error(`${hint?.received ?? 0} tablets got the hint`)
      for (const name of ['p50', 'p95', 'last'] as const) rounds[name].push(hint[name] / 1_000)
      bench.note(`answered in ${answered} ms, ${hint.received} got the hint, p95 ${hint.p95} ms`)
    }
    const received = (share: string, values: number[]): Measured => ({
      what: `notice until ${share} of ${bench.tablets} tablets have the hint`,
      values,
      unit: 's',
    })
    return [received('50 %', rounds.p50), { ...received('95 %', rounds.p95), below: 5 }, received('100 %', rounds.last)]
  })
