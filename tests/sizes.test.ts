import { gzipSync } from 'node:zlib'
import { build, defaultClientConditions } from 'vite'
import { expect, it } from 'vitest'

/** Gzipped size of an entry's own chunk in kB of 1,024 bytes, as an app's bundler would make it; lazy chunks count apart. */
async function entrySize(source: string): Promise<{ entry: number; lazy: string[] }> {
  const id = 'virtual:entry'
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@relevo/source', ...defaultClientConditions] },
    plugins: [
      {
        name: 'entry',
        enforce: 'pre',
        resolveId: (asked) => (asked === id ? `\0${id}` : null),
        load: (asked) => (asked === `\0${id}` ? source : null),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: id, external: ['mqtt'], preserveEntrySignatures: 'strict' },
    },
  })
  const chunks = [output].flat().flatMap((result) => ('output' in result ? result.output : []))
  const code = chunks.filter((chunk) => chunk.type === 'chunk')
  const eager = code.filter(
    (chunk) => chunk.isEntry || code.some((entry) => entry.isEntry && entry.imports.includes(chunk.fileName)),
  )
  const entry = eager.reduce((sum, chunk) => sum + gzipSync(chunk.code, { level: 9 }).length, 0)
  return { entry: entry / 1024, lazy: code.filter((chunk) => !eager.includes(chunk)).map((chunk) => chunk.name) }
}

it('the client entry is at most 4 kB', async () => {
  const { entry, lazy } = await entrySize(`export { createUpdateManager } from '@relevo/client'`)
  expect(entry).toBeLessThanOrEqual(4)
  expect(lazy.join()).not.toContain('mqtt')
})

it('the worker without runtime caching is at most 6 kB', async () => {
  const { entry } = await entrySize(`import { serveReleases } from '@relevo/service-worker'; serveReleases(self)`)
  expect(entry).toBeLessThanOrEqual(6)
})

it('MQTT.js is not in the channel’s own chunk', async () => {
  const { entry } = await entrySize(`export { mqttChannel } from '@relevo/client/mqtt'`)
  expect(entry).toBeLessThanOrEqual(2)
})
