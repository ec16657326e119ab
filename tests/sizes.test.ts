import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { sizeOf } from '../bench/sizes/size-of.ts'
import { guardScript } from '../packages/vite-plugin/src/build/guard-script.ts'

it('the client is at most 10.9 kB, and neither prompt nor enroller nor MQTT is in it', async () => {
  const { gzip, eager } = await sizeOf({ source: `export { createUpdateManager } from '@relevo/client'`, format: 'es' })
  expect(gzip).toBeLessThanOrEqual(10.9)
  expect(eager).toContain('relevo.tablet')
  expect(eager).not.toMatch(/alertdialog|attachShadow|too-many-requests|mqtt/i)
})

it('the worker without runtime caching is at most 11.7 kB', async () => {
  const { gzip } = await sizeOf({
    source: `import { serveReleases } from '@relevo/service-worker'; serveReleases(self)`,
    format: 'iife',
  })
  expect(gzip).toBeLessThanOrEqual(11.7)
})

it('the MQTT channel is at most 1.5 kB, and all of what it fetches when the page is idle at most 3', async () => {
  const { gzip, eager, idle } = await sizeOf({
    source: `export { mqttChannel } from '@relevo/client/mqtt'`,
    format: 'es',
  })
  expect(gzip).toBeLessThanOrEqual(1.5)
  expect(idle.gzip).toBeLessThanOrEqual(3)
  expect(eager).not.toContain('WebSocket')
})

it('the MQTT channel over MQTT.js is at most 1.5 kB, and MQTT.js comes after it', async () => {
  const { gzip, eager } = await sizeOf({
    source: `export { mqttChannel } from '@relevo/client/mqtt-js'`,
    format: 'es',
    external: ['mqtt'],
  })
  expect(gzip).toBeLessThanOrEqual(1.5)
  expect(eager).not.toMatch(/from[`'"]mqtt[`'"]/)
})

it('what knows the kiosk app is at most 1.5 kB', async () => {
  const { gzip, eager } = await sizeOf({ source: `export { kiosk } from '@relevo/client/kiosk'`, format: 'es' })
  expect(gzip).toBeLessThanOrEqual(1.5)
  expect(eager).toContain('getDeviceId')
})

it('what offers the enrolment form is at most 0.5 kB, and the form is not in it', async () => {
  const { gzip, eager } = await sizeOf({
    source: `export { offerEnrolment } from '@relevo/client/enrol'`,
    format: 'es',
  })
  expect(gzip).toBeLessThanOrEqual(0.5)
  expect(eager).not.toContain('attachShadow')
})

it('what drives a Workbox worker is at most 3.5 kB, workbox-window included', async () => {
  const { gzip, eager } = await sizeOf({ source: `export { workbox } from '@relevo/client/workbox'`, format: 'es' })
  expect(gzip).toBeLessThanOrEqual(3.5)
  expect(eager).toContain('SKIP_WAITING')
})

it('the boot guard is at most 1 kB: it stands in every page', async () => {
  const { code } = await guardScript()
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(1024)
})
