import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, defaultClientConditions } from 'vite'
import { expect, it } from 'vitest'
import { guardScript } from '../packages/vite-plugin/src/build/guard-script.ts'

/** What a program costs a page: minified and gzipped, in kB of 1,024 bytes, without the chunks that wait. */
interface Size {
  kB: number
  /** The same of the chunks that wait. */
  idle: number
  /** All code that runs before the app can. */
  eager: string
}

/** Build a program like a library, so that every bundler's own code is left out of the count. */
async function sizeOf(source: string, format: 'es' | 'iife'): Promise<Size> {
  const entry = join(process.cwd(), 'virtual-entry.ts')
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@relevo/source', ...defaultClientConditions] },
    plugins: [
      {
        name: 'entry',
        enforce: 'pre',
        resolveId: (asked) => (asked === entry ? asked : null),
        load: (asked) => (asked === entry ? source : null),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      minify: 'oxc',
      lib: { entry, formats: [format], name: 'x' },
      // Annotations for an app's bundler, which leaves them out, are not counted.
      rolldownOptions: { external: ['mqtt'], output: { minify: true, comments: false } },
    },
  })
  const chunks = [output]
    .flat()
    .flatMap((result) => ('output' in result ? result.output : []))
    .filter((chunk) => chunk.type === 'chunk')
  // What the entry imports has to be there first, and so on down.
  const eager = new Set(chunks.filter((chunk) => chunk.isEntry))
  for (const chunk of eager) for (const other of chunks) if (chunk.imports.includes(other.fileName)) eager.add(other)
  const kB = (some: typeof chunks) =>
    some.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0) / 1024
  return {
    kB: kB([...eager]),
    idle: kB(chunks.filter((chunk) => !eager.has(chunk))),
    eager: [...eager].map(({ code }) => code).join('\n'),
  }
}

it('the client is at most 10.15 kB, and neither prompt nor enroller nor MQTT is in it', async () => {
  const { kB, eager } = await sizeOf(`export { createUpdateManager } from '@relevo/client'`, 'es')
  expect(kB).toBeLessThanOrEqual(10.15)
  expect(eager).toContain('relevo.tablet')
  expect(eager).not.toMatch(/alertdialog|attachShadow|too-many-requests|mqtt/i)
})

it('the worker without runtime caching is at most 11 kB', async () => {
  const { kB } = await sizeOf(`import { serveReleases } from '@relevo/service-worker'; serveReleases(self)`, 'iife')
  expect(kB).toBeLessThanOrEqual(11)
})

it('the MQTT channel is at most 1.5 kB, and all of what it fetches when the page is idle at most 3', async () => {
  const { kB, eager, idle } = await sizeOf(`export { mqttChannel } from '@relevo/client/mqtt'`, 'es')
  expect(kB).toBeLessThanOrEqual(1.5)
  expect(idle).toBeLessThanOrEqual(3)
  expect(eager).not.toContain('WebSocket')
})

it('the MQTT channel over MQTT.js is at most 1.5 kB, and MQTT.js comes after it', async () => {
  const { kB, eager } = await sizeOf(`export { mqttChannel } from '@relevo/client/mqtt-js'`, 'es')
  expect(kB).toBeLessThanOrEqual(1.5)
  expect(eager).not.toMatch(/from[`'"]mqtt[`'"]/)
})

it('what knows the kiosk app is at most 1.5 kB', async () => {
  const { kB, eager } = await sizeOf(`export { kiosk } from '@relevo/client/kiosk'`, 'es')
  expect(kB).toBeLessThanOrEqual(1.5)
  expect(eager).toContain('getDeviceId')
})

it('what offers the enrolment form is at most 0.5 kB, and the form is not in it', async () => {
  const { kB, eager } = await sizeOf(`export { offerEnrolment } from '@relevo/client/enrol'`, 'es')
  expect(kB).toBeLessThanOrEqual(0.5)
  expect(eager).not.toContain('attachShadow')
})

it('what drives a Workbox worker is at most 3.5 kB, workbox-window included', async () => {
  const { kB, eager } = await sizeOf(`export { workbox } from '@relevo/client/workbox'`, 'es')
  expect(kB).toBeLessThanOrEqual(3.5)
  expect(eager).toContain('SKIP_WAITING')
})

it('the boot guard is at most 1 kB: it stands in every page', async () => {
  const { code } = await guardScript()
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(1024)
})
