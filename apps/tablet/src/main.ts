/// <reference types="@relevo/vite-plugin/client" />

import { version, worker } from 'virtual:relevo'
import { createUpdateManager } from '@relevo/client'
import { mqttChannel } from '@relevo/client/mqtt'
import { showIntercom } from './intercom.ts'
import { showRelease } from './release-line.ts'

const manager = createUpdateManager({
  version,
  ...(worker && { worker }),
  channel: mqttChannel(),
})

const screen = document.querySelector('#screen') as HTMLElement
showIntercom(screen, {
  // Nobody is interrupted in a call: the update waits until the line is free.
  onCall: () => manager.hold('call'),
  onHangUp: () => manager.free('call'),
})
showRelease(screen, manager)
manager.notifyAppReady()
