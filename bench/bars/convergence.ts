import { ascending, percentile } from '../percentile.ts'
import type { Bar } from './bar.ts'
import { withFleet } from './with-fleet.ts'

/** Seconds, on average: a small release over a local network, and nobody to ask. */
const LIFE = ['--download', '5', '--answer', '0', '--start', '5']

/** What a server in a storm says: no error, the tablet comes again when it was told to. */
const BUSY = 'version.json: 503'

/** A release goes out to a connected fleet, all at once: how long until nearly all run it, confirmed, and have said so. */
export const convergence: Bar = (bench) =>
  withFleet(bench, LIFE, async (server, fleet) => {
    const { tablets, note } = bench
    const idle = server.busy()
    const begun = performance.now()
    const seconds = () => (performance.now() - begun) / 1_000
    await server.call('POST', '/api/notify-update', { version: 'r2' })
    const reached: number[] = []
    for (const share of [0.5, 0.95, 0.99]) {
      await fleet.until(({ releases, phases, checkIns, lag }) => {
        const trials = phases.trial ?? 0
        const slow = percentile(ascending(checkIns), 0.99).toFixed(0)
        const busy = (server.busy() - idle).toFixed(1)
        note(
          `${seconds().toFixed(0)} s: ${JSON.stringify({ ...releases, ...phases })}, check-ins p99 ${slow} ms, server busy ${busy} s, generator late ${lag} ms`,
        )
        return (releases.r2 ?? 0) - trials >= share * tablets
      }, 300)
      reached.push(seconds())
    }
    const { errors } = fleet.figures()
    const { [BUSY]: busy = 0, ...others } = errors
    const wrong = Object.values(others).reduce((sum, count) => sum + count, 0)
    if (wrong > 0) note(JSON.stringify(others))
    return [
      ...[50, 95, 99].map((percent, i) => ({
        what: `notice until ${percent} % of ${tablets} tablets run the release`,
        values: reached.slice(i, i + 1),
        unit: 's',
      })),
      { what: 'server’s processor time', values: [server.busy() - idle], unit: 's' },
      { what: 'told to come later', values: [busy], unit: '' },
      { what: 'errors', values: [wrong], unit: '', below: 1 },
    ]
  })
