import { version, worker } from 'virtual:relevo'
import { createUpdateManager, type UpdateManagerOptions } from '@relevo/client'

/** Relevo’s manager over Relevo’s worker. */
export function start(): void {
  const query = new URLSearchParams(location.search)
  const policy = (query.get('policy') ?? 'prompt') as NonNullable<UpdateManagerOptions['policy']>
  const manager = createUpdateManager({ version, worker, policy, inUse: 0, countdown: 0, readyAfter: 1 })
  Object.assign(window, { updates: manager })
}
