import { join } from 'node:path'
import type { Lane } from '../fleet/alerts/alert.ts'
import { openStore } from '../store/sqlite-store.ts'
import type { TestServer } from './server-in-temp.ts'

/** An alert that fires, as a server left it that was stopped. */
export const OFFLINE: Required<Lane> = {
  rule: 'offline',
  environment: 'production',
  state: { phase: 'firing', since: 1_000, firedAt: 2_000, lookedAt: 3_000, toldAt: 2_000 },
  alert: {
    id: 'a1',
    rule: 'offline',
    environment: 'production',
    since: 1_000,
    firedAt: 2_000,
    reading: { value: 0.25, threshold: 0.2, samples: 100, text: '25 of 100 are offline.', advice: 'Check power.' },
  },
}

/**
 * Start a server anew that finds these alerts. A rule takes its time by the real clock, and a server that has just started
 * knows nothing: so they stay as they are for the time of a test.
 */
export async function withAlerts(
  server: TestServer,
  lanes: readonly Lane[] = [OFFLINE],
  settings?: Parameters<TestServer['restart']>[0],
): Promise<void> {
  await server.running.close()
  const store = await openStore(join(server.data, 'relevo.db'))
  await store.alerts.save(lanes, [])
  await store.close()
  await server.restart(settings)
}
