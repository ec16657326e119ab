import { type FleetProcess, startFleet } from '../fleet-process.ts'
import { type RealServer, startServer } from '../real-server.ts'
import type { Bench } from './bar.ts'

/** Tablets that a bench switches on per second. */
export const SWITCHED_ON = 400

/**
 * Measure with a server that has releases r1, which is current, and r2, and a fleet that is connected and has gone quiet.
 *
 * @param args further ones of `npm run fleet`
 */
export async function withFleet<T>(
  { tablets, profile, note }: Bench,
  args: string[],
  measure: (server: RealServer, fleet: FleetProcess) => Promise<T>,
): Promise<T> {
  const server = await startServer(profile)
  let fleet: FleetProcess | undefined
  try {
    for (const version of ['r1', 'r2']) await server.publish(version)
    await server.call('POST', '/api/notify-update', { version: 'r1' })
    fleet = startFleet('--url', server.url, '--tablets', String(tablets), '--connect', String(SWITCHED_ON), ...args)
    note(`${tablets} tablets are being switched on, ${SWITCHED_ON} per second`)
    await fleet.until(({ connected }) => connected === tablets, 120)
    await fleet.until(({ checkIns }) => checkIns.length < tablets / 100, 60)
    return await measure(server, fleet)
  } finally {
    await fleet?.stop()
    await server.stop()
  }
}
