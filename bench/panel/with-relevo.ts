/// <reference types="@relevo/vite-plugin/client" />

import { version, worker } from 'virtual:relevo'
import { createUpdateManager } from '@relevo/client'
import { mqttChannel } from '@relevo/client/mqtt'

export function start(show: (version: string) => void): void {
  const manager = createUpdateManager({
    version,
    policy: 'auto',
    inUse: 0,
    ready: 'manual',
    channel: mqttChannel(),
    ...(worker && { worker }),
  })
  const isInstalled = () => manager.state.stored && manager.state.phase === 'current'
  Object.assign(window, { manager, isInstalled })
  show(version)
  manager.notifyAppReady()
}
