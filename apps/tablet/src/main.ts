/// <reference types="@relevo/vite-plugin/client" />

import { version, worker } from 'virtual:relevo'
import { createUpdateManager } from '@relevo/client'
import { offerEnrolment } from '@relevo/client/enrol'
import { kiosk } from '@relevo/client/kiosk'
import { mqttChannel } from '@relevo/client/mqtt'
import { showIntercom } from './intercom.ts'
import { showRelease } from './release-line.ts'

const manager = createUpdateManager({
  version,
  ...(worker && { worker }),
  channel: mqttChannel(),
  // WallPanel tells nobody which release it shows but by the address it shows.
  kiosk: kiosk({ reportInAddress: true }),
})
// Where the server hears enrolled tablets only, the person who mounts this one types a code.
offerEnrolment(manager)

const screen = document.querySelector('#screen') as HTMLElement
showIntercom(screen, {
  // Nobody is interrupted in a call: the update waits until the line is free.
  onCall: () => manager.hold('call'),
  onHangUp: () => manager.free('call'),
})
showRelease(screen, manager)
manager.notifyAppReady()
