import { startFleet } from '../fleet-process.ts'
import { ascending, percentile } from '../percentile.ts'
import { startServer } from '../real-server.ts'
import type { Bar } from './bar.ts'
import { SWITCHED_ON } from './with-fleet.ts'

/** A fleet connects, each tablet with its check-in and its report: how long that takes, and what it costs the server. */
export const connected: Bar = async ({ tablets, profile, note }) => {
  const server = await startServer(profile)
  try {
    await server.publish('r1')
    await server.call('POST', '/api/notify-update', { version: 'r1' })
    const empty = server.memory()
    const idle = server.busy()
    const begun = performance.now()
    const fleet = startFleet('--url', server.url, '--tablets', String(tablets), '--connect', String(SWITCHED_ON))
    const took: number[] = []
    await fleet.until(({ connected: now, checkIns, offline }) => {
      took.push(...checkIns)
      note(`${now} connected, ${offline} off`)
      return now === tablets
    }, 120)
    const busy = server.busy() - idle
    const seconds = (performance.now() - begun) / 1_000
    await fleet.until(({ checkIns }) => checkIns.length === 0, 60)
    const full = server.memory()
    const { errors } = fleet.figures()
    note(`errors: ${JSON.stringify(errors)}`)
    await fleet.stop()
    const wrong = Object.values(errors).reduce((sum, count) => sum + count, 0)
    return [
      { what: `${tablets} tablets connected, ${SWITCHED_ON} switched on per second`, values: [seconds], unit: 's' },
      { what: 'their first check-ins, p99', values: [percentile(ascending(took), 0.99)], unit: 'ms' },
      { what: 'server’s processor time', values: [busy], unit: 's' },
      { what: 'errors', values: [wrong], unit: '', below: 1 },
      { what: 'server’s memory (RSS) before', values: [empty], unit: 'MB' },
      { what: 'server’s memory (RSS) with them', values: [full], unit: 'MB' },
    ]
  } finally {
    await server.stop()
  }
}
