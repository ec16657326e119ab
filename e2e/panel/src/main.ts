/// <reference types="@relevo/vite-plugin/client" />

import { version, worker } from 'virtual:relevo'
import { createUpdateManager, type UpdateManagerOptions } from '@relevo/client'
import { offerEnrolment } from '@relevo/client/enrol'
import { kiosk } from '@relevo/client/kiosk'
import { mqttChannel } from '@relevo/client/mqtt'
import { boot } from './boot.ts'

/** The app under test: everything a story wants to vary comes from the launch URL. */
const query = new URLSearchParams(location.search)
const seconds = (name: string, otherwise: number) => Number(query.get(name) ?? otherwise)

const options: UpdateManagerOptions = {
  version,
  checkEvery: seconds('checkEvery', 300),
  countdown: seconds('countdown', 0),
  maxHold: seconds('maxHold', 900),
  readyAfter: seconds('readyAfter', 1),
  readyTimeout: 4,
  inUse: seconds('inUse', 0),
  ready: query.get('ready') === 'manual' ? 'manual' : 'auto',
  policy: (query.get('policy') ?? 'prompt') as 'prompt' | 'auto',
}
if (worker) options.worker = worker
if (query.has('versionUrl')) options.versionUrl = query.get('versionUrl') ?? ''
if (query.has('kiosk')) options.kiosk = kiosk({ reportInAddress: query.get('kiosk') === 'address' })
if (query.has('key')) options.enrolment = { key: query.get('key') ?? undefined }
const broker = query.get('broker')
if (query.get('mqtt') !== 'off') options.channel = mqttChannel(broker === null ? {} : { url: broker })

const manager = createUpdateManager(options)
Object.assign(window, { updates: manager })
offerEnrolment(manager)
boot(document.querySelector('#app') as HTMLElement, version)
