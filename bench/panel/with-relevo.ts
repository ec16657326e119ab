/// <reference types="@relevo/vite-plugin/client" />

import { version, worker } from 'virtual:relevo'
import { createUpdateManager } from '@relevo/client'
import { mqttChannel } from '@relevo/client/mqtt'

declare const __ASKS__: boolean

export function start(show: (version: string) => void): void {
  const manager = createUpdateManager({
    version,
    // The bench is the person: nothing is shown.
    ...(__ASKS__
      ? { policy: 'prompt', countdown: 0, prompt: { show: () => undefined, hide: () => undefined } }
      : { policy: 'auto' }),
    inUse: 0,
    ready: 'manual',
    channel: mqttChannel(),
    ...(worker && { worker }),
  })
  Object.assign(window, {
    isInstalled: () => manager.state.stored && manager.state.phase === 'current',
    hold: () => manager.hold('bench'),
    look: () => manager.checkForUpdate(),
    isOffered: () => manager.state.phase === 'staged',
    consent: () => manager.applyUpdate(),
  })
  show(version)
  manager.notifyAppReady()
}
