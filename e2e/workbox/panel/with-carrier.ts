import { version } from 'virtual:relevo'
import { createUpdateManager, type UpdateManagerOptions } from '@relevo/client'
import { workbox } from '@relevo/client/workbox'

declare const __WORKER__: string

/** Relevo’s manager over the app’s Workbox worker. What a story wants to vary comes from the launch URL. */
export function start(): void {
  const query = new URLSearchParams(location.search)
  const policy = (query.get('policy') ?? 'prompt') as NonNullable<UpdateManagerOptions['policy']>
  const manager = createUpdateManager({ version, policy, inUse: 0, countdown: 0, carrier: workbox(__WORKER__) })
  Object.assign(window, { updates: manager })
}
